/** The examples of {@code ops/deploy}, tried with the real proxies. */
package org.nuanxian.server.proxy;
