/** The scripts on real Redis, and a way to break them on purpose. */
package org.nuanxian.dispatcher.redis;
