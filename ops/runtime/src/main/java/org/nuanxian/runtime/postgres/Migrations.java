package org.nuanxian.runtime.postgres;

import org.flywaydb.core.Flyway;
import org.nuanxian.runtime.config.PostgresConfig;
import org.nuanxian.runtime.config.Secret;

/** Brings the tables of each module to the state this version of the program needs. */
public final class Migrations {

  /** A server that just started is waited for; a wrong address is reported soon. */
  private static final int CONNECT_RETRIES = 5;

  private Migrations() {}

  /**
   * Applies {@code db/<schema>/V*.sql} from the class path, schema by schema in the given order;
   * the history is kept in the schema itself. Blocks; several nodes may call it at once, because
   * Flyway takes a lock in the database.
   *
   * @throws org.flywaydb.core.api.FlywayException when a script fails or was changed afterwards
   */
  public static void apply(PostgresConfig config, String... schemas) {
    for (String schema : schemas) {
      Flyway.configure()
          .dataSource(
              config.jdbcUrl(), config.user(), config.password().map(Secret::value).orElse(""))
          .connectRetries(CONNECT_RETRIES)
          .schemas(schema)
          .defaultSchema(schema)
          .createSchemas(true)
          .locations("classpath:db/" + schema)
          .failOnMissingLocations(true)
          .validateMigrationNaming(true)
          .load()
          .migrate();
    }
  }
}
