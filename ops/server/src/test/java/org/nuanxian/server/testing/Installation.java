package org.nuanxian.server.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.nuanxian.runtime.config.PbxConfig;
import org.nuanxian.runtime.config.RedisConfig;
import org.nuanxian.runtime.config.Secret;
import org.nuanxian.runtime.engine.EmbeddedPostgres;
import org.nuanxian.runtime.engine.EmbeddedRedis;
import org.nuanxian.runtime.engine.PrivateFiles;

/**
 * One Redis, one PostgreSQL and any number of nodes on them, all real processes, each of which can
 * be killed, frozen and started again. The nodes show the demo city; its accounts are in {@link
 * #demo(Node)}.
 */
public final class Installation implements AutoCloseable {
  private final Path directory;
  private final Map<String, String> timing = new HashMap<>();
  private final Map<String, String> http = new HashMap<>();
  private final List<Node> nodes = new ArrayList<>();

  /** Sections that are written as they stand here. */
  private String alerts = "";

  /** The section hotline, or nothing. */
  private String hotline = "";

  /** The section redis, where it is not the engine beside the nodes. */
  private Optional<String> redisElsewhere = Optional.empty();

  /** Where PostgreSQL is reached, where it is not its own port. */
  private OptionalInt postgresPort = OptionalInt.empty();

  private final Secret redisPassword;
  private final Secret postgresPassword;

  /** As last started. */
  private EmbeddedRedis redis;

  /** As last started. */
  private EmbeddedPostgres postgres;

  private Installation(Path directory) throws IOException {
    this.directory = PrivateFiles.directory(directory.toAbsolutePath());
    SecureRandom random = new SecureRandom();
    redisPassword = new Secret(secretFile("redis-password", random));
    postgresPassword = new Secret(secretFile("postgres-password", random));
    secretFile("master-key", random);
    startRedis();
    startPostgres();
  }

  /** Starts fresh engines in a directory, without a node. */
  public static Installation open(Path directory) {
    try {
      return new Installation(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the engines' programs are unpacked, once for all tests. */
  public static Path binaries() {
    return Path.of(System.getProperty("nuanxian.engines"), "engines").toAbsolutePath();
  }

  /** Changes a key of the section timing for nodes that are made after this. */
  public Installation timing(String key, String value) {
    timing.put(key, value);
    return this;
  }

  /** Changes a key of the section http for nodes that are made after this. */
  public Installation http(String key, String value) {
    http.put(key, value);
    return this;
  }

  /**
   * Who is told of escalations, for nodes that are made after this; each has its own address as the
   * public one then.
   *
   * @param section the lines of the section alerts, and of others after it
   */
  public Installation alerts(String section) {
    alerts = section;
    return this;
  }

  /** The PBX by which calls come, for nodes that are made after this. */
  public Installation hotline(PbxConfig pbx) {
    Path password = directory.resolve("pbx-password");
    try {
      PrivateFiles.write(password, pbx.password().orElseThrow().value());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String numbers = pbx.numbers().stream().collect(Collectors.joining("\", \"", "\"", "\""));
    hotline =
        """
        hotline:
          pbx:
            - id: %s
              ari-url: %s
              user: %s
              password-file: %s
              trunk: %s
              socket-url: %s
              numbers: [%s]
        """
            .formatted(
                pbx.id(),
                pbx.ariUrl(),
                pbx.user(),
                password,
                pbx.trunk(),
                pbx.socketUrl(),
                numbers);
    return this;
  }

  /** Where nodes that are made after this find Redis, instead of the engine beside them. */
  public Installation redis(RedisConfig elsewhere) {
    StringBuilder text = new StringBuilder("redis:\n");
    text.append("  topology: ").append(elsewhere.topology().name().toLowerCase(Locale.ROOT));
    text.append("\n  endpoints: [\"").append(String.join("\", \"", elsewhere.endpoints()));
    text.append("\"]\n");
    elsewhere.masterName().ifPresent(name -> text.append("  master-name: " + name + "\n"));
    redisElsewhere = Optional.of(text.toString());
    return this;
  }

  /** Nodes that are made after this reach their stores through these networks. */
  public Installation through(Network redis, Network postgres) {
    redisElsewhere = Optional.of(redisAt(redis.base().getPort()));
    postgresPort = OptionalInt.of(postgres.base().getPort());
    return this;
  }

  /** Makes and starts a node with the demo city and returns when it is ready. */
  public Node node(String name) {
    Node node = new Node(name, directory.resolve(name), List.of("--config=" + config(), "--demo"));
    if (!alerts.isEmpty()) {
      http("public-url", node.base().toString()).config();
    }
    nodes.add(node);
    return node.start();
  }

  /** Makes and starts a node of a live line, on data that nobody set up yet. */
  public Node liveNode(String name) {
    Node node = new Node(name, directory.resolve(name), List.of("--config=" + config()));
    nodes.add(node);
    return node.start();
  }

  /** The file with base address and accounts, see the contract. */
  public static Path demo(Node node) {
    return node.data().resolve("demo.json");
  }

  /** The Redis process. */
  public EmbeddedRedis redis() {
    return redis;
  }

  /** The PostgreSQL processes. */
  public EmbeddedPostgres postgres() {
    return postgres;
  }

  /** Tells Redis a command without spaces in its words; the answer's text, "" where it has none. */
  public String redis(String command) {
    try (Socket socket = redisSocket()) {
      socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
      BufferedReader answers =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      String answer = answers.readLine();
      if (answer.equals("$-1")) {
        return "";
      }
      return answer.startsWith("$") ? answers.readLine() : answer.substring(1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A connection to Redis on which commands are taken. */
  public Socket redisSocket() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), redis.port());
    String auth = "AUTH " + redisPassword.value() + "\r\n";
    socket.getOutputStream().write(auth.getBytes(StandardCharsets.US_ASCII));
    byte[] answer = socket.getInputStream().readNBytes("+OK\r\n".length());
    if (answer[0] != '+') {
      throw new IOException("Redis does not take its password");
    }
    return socket;
  }

  /** Starts Redis again after a kill, with what its append-only file holds. */
  public void startRedis() {
    redis = EmbeddedRedis.start(directory.resolve("redis"), binaries(), redisPassword);
  }

  /** Starts PostgreSQL again after a kill. */
  public void startPostgres() {
    postgres = EmbeddedPostgres.start(directory.resolve("postgres"), binaries(), postgresPassword);
  }

  /** The append-only file, to put an older present back while Redis is stopped. */
  public Path appendOnlyFile() {
    return directory.resolve("redis/appendonly.aof");
  }

  /** Ends everything. */
  @Override
  public void close() {
    nodes.forEach(Node::close);
    if (redis.alive()) {
      Signals.kill(redis.pid());
    }
    if (postgres.alive()) {
      postgres.stop();
    }
  }

  /** Writes what nodes are started with; the file. */
  public Path config() {
    StringBuilder text = new StringBuilder();
    text.append(redisElsewhere.orElseGet(() -> redisAt(redis.port())));
    text.append("postgres:\n  host: 127.0.0.1\n  port: ");
    text.append(postgresPort.orElseGet(() -> postgres.config().port())).append('\n');
    text.append("  password-file: ").append(directory.resolve("postgres-password")).append('\n');
    text.append("vault:\n  master-key-file: ").append(directory.resolve("master-key"));
    text.append('\n');
    append(text, "timing", timing);
    append(text, "http", http);
    text.append(alerts);
    text.append(hotline);
    try {
      return Files.writeString(directory.resolve("nuanxian.yaml"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String redisAt(int port) {
    Path password = directory.resolve("redis-password");
    return "redis:\n  endpoints: [\"redis://127.0.0.1:%d\"]\n  password-file: %s\n"
        .formatted(port, password);
  }

  private static void append(StringBuilder text, String section, Map<String, String> keys) {
    if (!keys.isEmpty()) {
      text.append(section).append(":\n");
      keys.forEach((key, value) -> text.append("  " + key + ": " + value + "\n"));
    }
  }

  private String secretFile(String name, SecureRandom random) throws IOException {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    String text = java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    PrivateFiles.write(directory.resolve(name), text + "\n");
    return text;
  }
}
