package org.nuanxian.runtime.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.nuanxian.runtime.config.PostgresConfig;
import org.nuanxian.runtime.config.Secret;

/**
 * A real PostgreSQL as processes of their own, in a session of their own, on loopback. It outlives
 * this JVM, and {@link #start} adopts it when it is already there.
 *
 * <p>Files in its directory: {@code cluster/} (the database cluster), {@code port}, {@code
 * postgres.log}.
 */
public final class EmbeddedPostgres {
  /** Version of the programs in the artifact. */
  public static final String VERSION = "18.4";

  /** What decides whether a cluster can be opened by these programs. */
  public static final int MAJOR = 18;

  private static final String USER = "nuanxian";
  private static final String DATABASE = "nuanxian";
  private static final Duration START_MAX = Duration.ofSeconds(60); // recovery after a power cut
  private static final Duration STOP_MAX = Duration.ofSeconds(3); // mostly 0.1 s; then killed
  private static final Duration COMMAND_MAX = Duration.ofSeconds(60);
  private static final int CONNECTIONS_POOL = 8; // per node, see PostgresConfig

  private final Path directory;
  private final Path cluster;
  private final Path home;
  private final Secret password;
  private final Unprivileged unprivileged;

  /** Where it listens; set by start. */
  private int port;

  /** Whether it was running before start. */
  private boolean adopted;

  private EmbeddedPostgres(Path directory, Path home, Secret password) {
    this.directory = directory;
    this.cluster = directory.resolve("cluster");
    this.home = home;
    this.password = password;
    this.unprivileged = Unprivileged.find(directory, home.resolve("bin/initdb"));
  }

  /**
   * Starts the engine of a directory, or adopts it. The caller holds the lock of the data
   * directory.
   *
   * @param directory its data; made when it is not there
   * @param binaries where programs are unpacked, shared by engines
   * @param password of its only user
   * @throws EngineFailure when it does not become ready
   */
  public static EmbeddedPostgres start(Path directory, Path binaries, Secret password) {
    Path absolute = directory.toAbsolutePath();
    try {
      PrivateFiles.directory(absolute);
      EmbeddedPostgres postgres =
          new EmbeddedPostgres(absolute, Binaries.postgres(binaries), password);
      if (!Files.exists(postgres.cluster)) {
        postgres.initialise();
      }
      postgres.checkMajor();
      if (!postgres.adopt()) {
        postgres.launch();
      }
      postgres.ensureDatabase();
      return postgres;
    } catch (IOException e) {
      throw new EngineFailure("PostgreSQL cannot be started in " + directory, e);
    }
  }

  /** How a client reaches it. */
  public PostgresConfig config() {
    return config(DATABASE);
  }

  /** Whether the process was already running when this object was made. */
  public boolean adopted() {
    return adopted;
  }

  /** Whether its main process is there, answering or not. */
  public boolean alive() {
    return postmaster().isPresent();
  }

  /**
   * The main process; ending it with SIGKILL takes all others with it.
   *
   * @throws EngineFailure when it is gone
   */
  public long pid() {
    return postmaster()
        .orElseThrow(() -> new EngineFailure("PostgreSQL of " + directory + " is not running"));
  }

  /** Ends sessions, writes everything down and ends it; returns when the processes are gone. */
  public void stop() {
    Optional<Long> postmaster = postmaster();
    if (postmaster.isPresent()) {
      Command.run(
          directory.resolve("stop.log"),
          STOP_MAX,
          List.of("/bin/kill", "-INT", postmaster.get().toString()));
    }
    if (!Patience.until(STOP_MAX, () -> Residents.of(cluster).isEmpty())) {
      postmaster().flatMap(ProcessHandle::of).ifPresent(ProcessHandle::destroyForcibly);
      Patience.until(STOP_MAX, () -> Residents.of(cluster).isEmpty());
    }
  }

  private PostgresConfig config(String database) {
    return new PostgresConfig(
        "127.0.0.1",
        port,
        database,
        USER,
        Optional.of(password),
        PostgresConfig.Tls.DISABLE,
        CONNECTIONS_POOL);
  }

  /** Makes the cluster beside its place and moves it there when it is whole. */
  private void initialise() throws IOException {
    Path fresh = directory.resolve("cluster.new");
    deleteTree(fresh);
    Path passwordFile = directory.resolve("initial-password");
    PrivateFiles.write(passwordFile, password.value() + "\n");
    unprivileged.give(directory);
    Command.run(
        directory.resolve("initdb.log"),
        COMMAND_MAX,
        unprivileged.words(
            home.resolve("bin/initdb").toString(),
            "--pgdata=" + fresh,
            "--username=" + USER,
            "--pwfile=" + passwordFile,
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale-provider=builtin",
            "--locale=C.UTF-8"));
    Files.delete(passwordFile);
    Files.move(fresh, cluster, StandardCopyOption.ATOMIC_MOVE);
  }

  private void checkMajor() throws IOException {
    String found = Files.readString(cluster.resolve("PG_VERSION")).strip();
    if (!found.equals(String.valueOf(MAJOR))) {
      throw new EngineFailure(
          "The data in "
              + cluster
              + " belongs to PostgreSQL "
              + found
              + ", this release brings "
              + MAJOR
              + ": start the earlier release and follow \"Another PostgreSQL\" in"
              + " ops/docs/operation.md");
    }
  }

  /** Takes over a running server; waits for the remains of a killed one to end. */
  private boolean adopt() throws IOException {
    Optional<Long> running = postmaster();
    if (running.isEmpty()) {
      if (!Patience.until(STOP_MAX, () -> Residents.of(cluster).isEmpty())) {
        throw new EngineFailure(
            "Processes of an earlier PostgreSQL still run in "
                + cluster
                + ": end them and start again: "
                + Residents.of(cluster));
      }
      return false;
    }
    port = Integer.parseInt(Files.readString(directory.resolve("port")).strip());
    // It may be on its way down, from a stop that nobody waited for.
    if (!Patience.until(START_MAX, () -> answers() || Residents.of(cluster).isEmpty())) {
      throw new EngineFailure(
          "PostgreSQL of "
              + directory
              + " runs as process "
              + running.get()
              + " but does not answer: end that process and start again");
    }
    adopted = !Residents.of(cluster).isEmpty();
    return adopted;
  }

  private void launch() throws IOException {
    // Nobody lives here (see adopt), so the file is of a killed server; its pid may be a
    // stranger's.
    Files.deleteIfExists(cluster.resolve("postmaster.pid"));
    port = Ports.keptOrFree(directory.resolve("port"));
    unprivileged.give(directory);
    Command.run(
        directory.resolve("start.log"),
        START_MAX,
        unprivileged.words(
            home.resolve("bin/pg_ctl").toString(),
            "start",
            "--pgdata=" + cluster,
            "--log=" + directory.resolve("postgres.log"),
            "--wait",
            "--timeout=" + START_MAX.toSeconds(),
            // A client that vanishes half-way through its login must not hold up a DROP DATABASE,
            // which waits for every session, for the usual minute.
            "--options=-p "
                + port
                + " -c authentication_timeout=10s"
                + " -c listen_addresses=127.0.0.1 -c unix_socket_directories="
                + " -c max_connections=200 -c log_statement=none -c log_min_error_statement=panic"));
    if (!Patience.until(START_MAX, this::answers)) {
      throw new EngineFailure("PostgreSQL of " + directory + " does not answer");
    }
  }

  /** The pid in postmaster.pid, if that process really lives in the cluster. */
  private Optional<Long> postmaster() {
    Path file = cluster.resolve("postmaster.pid");
    try (Stream<String> lines = Files.lines(file)) {
      long pid = Long.parseLong(lines.findFirst().orElse("0").strip());
      return Residents.of(cluster).contains(pid) ? Optional.of(pid) : Optional.empty();
    } catch (IOException | NumberFormatException e) {
      return Optional.empty(); // no such file, or not yet written
    }
  }

  private boolean answers() {
    try (Connection connection = connect("postgres");
        Statement statement = connection.createStatement()) {
      return statement.execute("SELECT 1");
    } catch (SQLException e) {
      return false; // starting up or recovering; the caller has a deadline
    }
  }

  private void ensureDatabase() {
    try (Connection connection = connect("postgres");
        Statement statement = connection.createStatement()) {
      boolean exists =
          statement
              .executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + DATABASE + "'")
              .next();
      if (!exists) {
        statement.execute("CREATE DATABASE " + DATABASE);
      }
    } catch (SQLException e) {
      throw new EngineFailure("The database " + DATABASE + " cannot be made", e);
    }
  }

  private Connection connect(String database) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", USER);
    properties.setProperty("password", password.value());
    properties.setProperty("connectTimeout", "2");
    properties.setProperty("socketTimeout", "5");
    return DriverManager.getConnection(config(database).jdbcUrl(), properties);
  }

  private static void deleteTree(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
