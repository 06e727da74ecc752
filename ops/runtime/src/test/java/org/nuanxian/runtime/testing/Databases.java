package org.nuanxian.runtime.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.nuanxian.runtime.config.PostgresConfig;
import org.nuanxian.runtime.config.Secret;
import org.nuanxian.runtime.postgres.Migrations;

/** Fresh databases in a server, one per test class. */
final class Databases {

  private final PostgresConfig server;

  Databases(PostgresConfig server) {
    this.server = server;
  }

  /** An empty database with the schemas of the given modules. */
  PostgresConfig create(String... schemas) {
    String name = "t" + UUID.randomUUID().toString().replace("-", "").toLowerCase(Locale.ROOT);
    run("CREATE DATABASE " + name);
    PostgresConfig config = server.withDatabase(name);
    Migrations.apply(config, schemas);
    return config;
  }

  /** Ends all sessions of a database and removes it. */
  void drop(PostgresConfig config) {
    run("DROP DATABASE IF EXISTS " + config.database() + " WITH (FORCE)");
  }

  private void run(String sql) {
    String password =
        Optional.of(server).flatMap(PostgresConfig::password).map(Secret::value).orElse("");
    try (Connection connection =
            DriverManager.getConnection(server.jdbcUrl(), server.user(), password);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }
}
