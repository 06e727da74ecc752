package org.nuanxian.runtime.config;

import java.util.Optional;

/**
 * Where what happened and what is planned is kept.
 *
 * @param host name or address
 * @param port TCP port
 * @param database its name
 * @param user who owns the schemas
 * @param password of the user; empty when the server asks for none
 * @param tls how the connection is protected
 * @param connectionsMax connections of this node in its transaction pool
 */
public record PostgresConfig(
    @Setting String host,
    @Setting(fallback = "5432", min = "1", max = "65535") int port,
    @Setting(fallback = "nuanxian") String database,
    @Setting(fallback = "nuanxian") String user,
    @Setting(fallback = "") Optional<Secret> password,
    @Setting(fallback = "disable") Tls tls,
    @Setting(fallback = "8", min = "2", max = "200") int connectionsMax) {

  /** Protection of the connection, weakest first; the names are those of libpq's sslmode. */
  public enum Tls {
    /** Clear text: for loopback and private networks. */
    DISABLE,
    /** Encrypted, the server's name is not checked. */
    REQUIRE,
    /** Encrypted, certificate and name are checked. */
    VERIFY_FULL
  }

  /** The same server, another database. */
  public PostgresConfig withDatabase(String name) {
    return new PostgresConfig(host, port, name, user, password, tls, connectionsMax);
  }

  /** The address for JDBC, which only the migrations use. */
  public String jdbcUrl() {
    String mode = tls.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    return "jdbc:postgresql://" + host + ":" + port + "/" + database + "?sslmode=" + mode;
  }
}
