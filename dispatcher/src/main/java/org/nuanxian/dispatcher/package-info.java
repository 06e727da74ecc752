/** Who serves whom, now. */
package org.nuanxian.dispatcher;
