package org.nuanxian.runtime.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

  /** Removes databases of test classes that were broken off more than a day ago. */
  void dropStale() {
    String stale =
        """
        SELECT datname FROM pg_database
         WHERE datname ~ '^t[0-9a-f]{32}$'
           AND (pg_stat_file('base/' || oid || '/PG_VERSION')).modification
               < now() - interval '1 day'
        """;
    List<String> names = new ArrayList<>();
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(stale)) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    } catch (SQLException e) {
      throw new AssertionError(stale, e);
    }
    names.forEach(name -> drop(server.withDatabase(name)));
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
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  private Connection connect() throws SQLException {
    String password = server.password().map(Secret::value).orElse("");
    return DriverManager.getConnection(server.jdbcUrl(), server.user(), password);
  }
}
