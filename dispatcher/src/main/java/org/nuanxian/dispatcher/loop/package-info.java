/** The node's one event loop: the adapter behind {@link org.nuanxian.dispatcher.Timer}. */
package org.nuanxian.dispatcher.loop;
