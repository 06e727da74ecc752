/** Real server processes on real engines, and the hands that pull their plugs. */
package org.nuanxian.server.testing;
