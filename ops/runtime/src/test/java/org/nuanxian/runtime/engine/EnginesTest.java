package org.nuanxian.runtime.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nuanxian.runtime.config.PostgresConfig;
import org.nuanxian.runtime.config.Secret;
import org.nuanxian.runtime.testing.Await;

/** The engines and their directory on the real thing. */
class EnginesTest {
  private static final Path BINARIES =
      Path.of(System.getProperty("nuanxian.engines"), "engines").toAbsolutePath();

  @TempDir Path temporary;

  @BeforeAll
  static void shareThePrograms() {
    System.setProperty("nuanxian.binaries", BINARIES.toString());
  }

  /** Leaves no process behind, whatever a test did. */
  @AfterEach
  void endEngines() {
    Stream.of("redis", "postgres/cluster")
        .map(data()::resolve)
        .filter(Files::exists)
        .flatMap(home -> Residents.of(home).stream())
        .flatMap(pid -> ProcessHandle.of(pid).stream())
        .forEach(ProcessHandle::destroyForcibly);
  }

  @Test
  void enginesOutliveAKilledServerAndAreAdoptedByTheNextStart() throws Exception {
    String[] pids = ownerOutput().split(" ", -1);

    try (DataDirectory directory = open()) {
      EmbeddedRedis redis = directory.startRedis();
      EmbeddedPostgres postgres = directory.startPostgres();

      assertTrue(redis.adopted());
      assertTrue(postgres.adopted());
      assertEquals(Long.parseLong(pids[0]), redis.pid());
      assertEquals(Long.parseLong(pids[1]), postgres.pid());
      assertEquals("+PONG", say(redis, "PING"));
      try (Connection connection = connect(postgres.config())) {
        assertTrue(connection.isValid(1));
      }

      redis.stop();
      postgres.stop();
      assertFalse(redis.alive());
      assertFalse(postgres.alive());
    }
  }

  @Test
  void theyAreInSessionsOfTheirOwnSoThatCtrlCDoesNotReachThem() throws IOException {
    try (DataDirectory directory = open()) {
      long own = session(ProcessHandle.current().pid());

      assertNotEquals(own, session(directory.startRedis().pid()));
      assertNotEquals(own, session(directory.startPostgres().pid()));
    }
  }

  @Test
  void theEnginesListenOnLoopbackOnlyAndAskForThePassword() throws IOException {
    try (DataDirectory directory = open()) {
      int redisPort = directory.startRedis().port();
      PostgresConfig postgres = directory.startPostgres().config();

      for (int port : List.of(redisPort, postgres.port())) {
        assertEquals(List.of("0100007F"), Listening.tcp(port));
      }
      try (RedisTalk stranger = new RedisTalk(redisPort)) {
        assertTrue(stranger.say("PING").startsWith("-NOAUTH"));
      }
      PostgresConfig guess =
          new PostgresConfig(
              postgres.host(),
              postgres.port(),
              postgres.database(),
              postgres.user(),
              java.util.Optional.of(new Secret("guess")),
              postgres.tls(),
              2);
      assertThrows(SQLException.class, () -> connect(guess));
    }
  }

  @Test
  void aSecondServerOnOneDirectoryIsRefusedEvenInAnotherProcess() throws Exception {
    Process owner = owner("stay");
    try (BufferedReader out = reader(owner)) {
      assertFalse(out.readLine().isEmpty());

      EngineFailure refusal = assertThrows(EngineFailure.class, this::open);
      assertTrue(refusal.getMessage().contains("is in use by process " + owner.pid()));
    } finally {
      owner.destroyForcibly().waitFor();
    }
    open().close(); // the kernel released the lock of the killed process
  }

  @Test
  void aLockFileLeftByAPowerCutBlocksNobody() throws IOException {
    Files.createDirectories(data());
    Files.writeString(data().resolve("lock"), "1\n");

    open().close();
  }

  @Test
  void aKilledRedisStartsAgainOnItsPortWithATruncatedTailRepairedAndSaysSo() throws Exception {
    try (DataDirectory directory = open()) {
      EmbeddedRedis redis = directory.startRedis();
      say(redis, "SET", "kept", "yes");
      say(redis, "SET", "cut", "off");
      redis.stop();
      Path file = data().resolve("redis/appendonly.aof");
      byte[] bytes = Files.readAllBytes(file);
      Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 3));

      EmbeddedRedis again = directory.startRedis();

      assertEquals(redis.config(), again.config());
      assertEquals("$3", say(again, "GET", "kept"));
      assertEquals("$-1", say(again, "GET", "cut"));
      assertTrue(again.notices().getFirst().contains("has been repaired"));
    }
  }

  @Test
  void anAppendOnlyFileWithRubbishAtItsEndIsRepairedAndKeptAside() throws Exception {
    try (DataDirectory directory = open()) {
      EmbeddedRedis redis = directory.startRedis();
      say(redis, "SET", "kept", "yes");
      redis.stop();
      Path file = data().resolve("redis/appendonly.aof");
      Files.write(file, new byte[4096], StandardOpenOption.APPEND); // as after a power cut

      EmbeddedRedis again = directory.startRedis();

      assertEquals("$3", say(again, "GET", "kept"));
      assertTrue(again.notices().getFirst().contains("appendonly.aof.damaged-"));
    }
  }

  @Test
  void aForeignProcessOnThePortMovesTheEngineToAnother() throws IOException {
    try (DataDirectory directory = open()) {
      EmbeddedRedis redis = directory.startRedis();
      redis.stop();
      int kept = redis.port();
      try (ServerSocket foreign = new ServerSocket()) {
        foreign.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), kept));

        EmbeddedRedis moved = directory.startRedis();

        assertNotEquals(redis.config(), moved.config());
        assertEquals("+PONG", say(moved, "PING"));
      }
    }
  }

  @Test
  void aKilledServerThatHasNotClosedItsPortYetKeepsIt() throws Exception {
    Path file = temporary.resolve("port");
    int port = Ports.keptOrFree(file);
    AtomicInteger again = new AtomicInteger();
    Thread start;
    try (ServerSocket closing = new ServerSocket()) {
      closing.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      start = Thread.ofPlatform().start(() -> again.set(Ports.keptOrFree(file)));
      Await.until("the start waits", () -> start.getState() == Thread.State.TIMED_WAITING);
    }
    start.join();

    assertEquals(port, again.get());
  }

  @Test
  void aKilledPostgresRecoversWithWhatItCommittedDespiteAForeignPidInItsLockFile()
      throws Exception {
    try (DataDirectory directory = open()) {
      EmbeddedPostgres postgres = directory.startPostgres();
      try (Connection connection = connect(postgres.config())) {
        connection.createStatement().execute("CREATE TABLE kept AS SELECT 7 AS n");
      }
      ProcessHandle killed = ProcessHandle.of(postgres.pid()).orElseThrow();
      killed.destroyForcibly();
      killed.onExit().get();
      Path pidFile = data().resolve("postgres/cluster/postmaster.pid");
      String left = Files.readString(pidFile);
      long foreign = ProcessHandle.current().pid();
      Files.writeString(pidFile, foreign + left.substring(left.indexOf('\n')));

      EmbeddedPostgres again = directory.startPostgres();

      assertFalse(again.adopted());
      try (Connection connection = connect(again.config());
          var rows = connection.createStatement().executeQuery("SELECT n FROM kept")) {
        assertTrue(rows.next());
      }
    }
  }

  @Test
  void whatMadeTheDirectoryIsOnRecordAndAMismatchSaysWhatToDo() throws IOException {
    open().close();

    assertRefused("\"schema\":1", "\"schema\":9", "written by a newer release");
    assertRefused("\"postgres\":18", "\"postgres\":17", "holds a PostgreSQL 17 database");
    assertRefused("nuanxian", "other", "belongs to other");
    assertRefused("LIVE", "DEMO", "never becomes a live line");
    EngineFailure demo =
        assertThrows(
            EngineFailure.class,
            () -> DataDirectory.open(data(), DataDirectory.Kind.DEMO, new SecureRandom()));
    assertTrue(demo.getMessage().contains("takes no demo data"));
    open().close();
  }

  @Test
  void aDirectoryWithSomethingElseInItIsNotFilled() throws IOException {
    Files.createDirectories(data());
    Files.writeString(data().resolve("thesis.txt"), "mine");

    assertTrue(
        assertThrows(EngineFailure.class, this::open).getMessage().contains("holds thesis.txt"));
  }

  @Test
  void secretsAreMadeOnceForTheOwnerOnlyAndNeverReplacedWhenLost() throws IOException {
    open().close();
    Path master = data().resolve("secrets/master-key");
    String first = Files.readString(master);
    open().close();

    assertEquals(first, Files.readString(master));
    assertEquals("rw-------", mode(master));
    assertEquals("rwx------", mode(master.getParent()));
    assertEquals("rwx------", mode(data()));
    Files.delete(master);
    assertTrue(
        assertThrows(EngineFailure.class, this::open)
            .getMessage()
            .contains("lacks secrets/master-key"));
  }

  private void assertRefused(String from, String to, String why) throws IOException {
    Path file = data().resolve("installation.json");
    String made = Files.readString(file);
    Files.writeString(file, made.replace(from, to));
    EngineFailure refusal = assertThrows(EngineFailure.class, this::open);
    assertTrue(refusal.getMessage().contains(why), refusal.getMessage());
    Files.writeString(file, made);
  }

  private Path data() {
    return temporary.resolve("data");
  }

  private DataDirectory open() {
    return DataDirectory.open(data(), DataDirectory.Kind.LIVE, new SecureRandom());
  }

  private String ownerOutput() throws Exception {
    Process owner = owner();
    try (BufferedReader out = reader(owner)) {
      String line = out.readLine();
      assertEquals(9, owner.waitFor());
      return line;
    }
  }

  private Process owner(String... more) throws IOException {
    List<String> words =
        Stream.concat(
                Stream.of(
                    Path.of(System.getProperty("java.home"), "bin/java").toString(),
                    "-Dnuanxian.binaries=" + BINARIES,
                    "-cp",
                    System.getProperty("java.class.path"),
                    EngineOwner.class.getName(),
                    data().toString()),
                Stream.of(more))
            .toList();
    return new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static BufferedReader reader(Process process) {
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  private static String say(EmbeddedRedis redis, String... words) throws IOException {
    int port = redis.port();
    try (RedisTalk talk = new RedisTalk(port)) {
      talk.say("AUTH", redis.config().password().orElseThrow().value());
      return talk.say(words);
    }
  }

  private static Connection connect(PostgresConfig config) throws SQLException {
    String password = config.password().orElseThrow().value();
    return DriverManager.getConnection(config.jdbcUrl(), config.user(), password);
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  /** The session of a process: the sixth field of its stat, the fourth after the name. */
  private static long session(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[3]);
  }
}
