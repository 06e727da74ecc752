/**
 * Everything on one machine: the data directory, and real Redis and PostgreSQL as processes of
 * their own that outlive a killed server and are adopted by the next start. All of it blocks, and
 * belongs on worker threads.
 */
package org.nuanxian.runtime.engine;
