/** A whole gateway for tests: real stores, real dispatcher, real sockets. */
package org.nuanxian.gateway.testing;
