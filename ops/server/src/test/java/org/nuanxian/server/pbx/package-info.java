/** The PBX as people get it. {@code org.nuanxian.runtime.testing.phone} calls it. */
package org.nuanxian.server.pbx;
