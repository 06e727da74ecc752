/** The present of a city in Redis: the adapter behind {@link org.nuanxian.dispatcher.Now}. */
package org.nuanxian.dispatcher.redis;
