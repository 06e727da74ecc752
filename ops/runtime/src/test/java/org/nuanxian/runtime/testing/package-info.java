/** Real Redis and PostgreSQL for the tests of all modules. See {@code ops/docs/stores.md}. */
package org.nuanxian.runtime.testing;
