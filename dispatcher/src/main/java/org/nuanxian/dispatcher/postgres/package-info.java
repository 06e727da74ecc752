/** What happened, in PostgreSQL: the adapter behind {@link org.nuanxian.dispatcher.Record}. */
package org.nuanxian.dispatcher.postgres;
