/** PostgreSQL: clients, migrations, and the group commit. See {@code ops/docs/stores.md}. */
package org.nuanxian.runtime.postgres;
