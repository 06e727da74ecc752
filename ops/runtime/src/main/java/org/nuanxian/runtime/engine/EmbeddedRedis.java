package org.nuanxian.runtime.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.nuanxian.runtime.config.RedisConfig;
import org.nuanxian.runtime.config.Secret;

/**
 * A real Redis as a process of its own, in a session of its own, on loopback, with an append-only
 * file synced each second and no eviction. It outlives this JVM, and {@link #start} adopts it when
 * it is already there.
 *
 * <p>Files in its directory: {@code redis.conf}, {@code port}, {@code appendonly.aof}, {@code
 * redis.log}, {@code redis.pid} (for people only: see {@link Residents}).
 */
public final class EmbeddedRedis {
  /** Version of the program in the artifact. */
  public static final String VERSION = "6.2";

  private static final Duration START_MAX = Duration.ofSeconds(60); // loading a large AOF
  private static final Duration STOP_MAX = Duration.ofSeconds(3); // then it is killed; AOF is safe
  private static final Duration COMMAND_MAX = Duration.ofSeconds(30);

  private final Path directory;
  private final Path program;
  private final Secret password;
  private final List<String> notices = new ArrayList<>();

  /** Where it listens; set by start. */
  private int port;

  /** Whether it was running before start. */
  private boolean adopted;

  private EmbeddedRedis(Path directory, Path program, Secret password) {
    this.directory = directory;
    this.program = program;
    this.password = password;
  }

  /**
   * Starts the engine of a directory, or adopts it. The caller holds the lock of the data
   * directory.
   *
   * @param directory its data; made when it is not there
   * @param binaries where programs are unpacked, shared by engines
   * @param password the server asks for
   * @throws EngineFailure when it does not become ready
   */
  public static EmbeddedRedis start(Path directory, Path binaries, Secret password) {
    EmbeddedRedis redis =
        new EmbeddedRedis(directory.toAbsolutePath(), Binaries.redis(binaries), password);
    try {
      PrivateFiles.directory(directory);
      if (Residents.of(directory).isEmpty() || !redis.adopt()) {
        redis.launch();
      }
      return redis;
    } catch (IOException e) {
      throw new EngineFailure("Redis cannot be started in " + directory, e);
    }
  }

  /** How a client reaches it. */
  public RedisConfig config() {
    return RedisConfig.loopback(port, password);
  }

  /** Where it listens on loopback. */
  public int port() {
    return port;
  }

  /** Whether the process was already running when this object was made. */
  public boolean adopted() {
    return adopted;
  }

  /** What an operator should know about the start, for example a repaired file. */
  public List<String> notices() {
    return List.copyOf(notices);
  }

  /** Whether its process is there, answering or not. */
  public boolean alive() {
    return !Residents.of(directory).isEmpty();
  }

  /**
   * The process.
   *
   * @throws EngineFailure when it is gone
   */
  public long pid() {
    return Residents.of(directory).stream()
        .findFirst()
        .orElseThrow(() -> new EngineFailure("Redis of " + directory + " is not running"));
  }

  /** Flushes and ends it; returns when the process is gone. */
  public void stop() {
    for (long pid : Residents.of(directory)) {
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
    }
    if (!Patience.until(STOP_MAX, () -> !alive())) {
      for (long pid : Residents.of(directory)) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
      }
      Patience.until(STOP_MAX, () -> !alive());
    }
  }

  /** Takes over a running server; false when it was on its way down and is gone. */
  private boolean adopt() throws IOException {
    port = Integer.parseInt(Files.readString(portFile()).strip());
    if (!Patience.until(START_MAX, () -> answers() || !alive())) {
      throw new EngineFailure(
          "Redis of "
              + directory
              + " runs as process "
              + Residents.of(directory)
              + " but does not answer: end that process and start again");
    }
    adopted = alive();
    return adopted;
  }

  private void launch() throws IOException {
    port = Ports.keptOrFree(portFile());
    if (!launched()) {
      repair();
      if (!launched()) {
        throw new EngineFailure("Redis does not start; its last words:\n" + lastWords());
      }
    }
    if (lastWords().contains("Truncating the AOF")) {
      notices.add(
          "Redis: the end of the append-only file was cut off (a power cut?) and has been repaired;"
              + " what is missing is rebuilt from PostgreSQL");
    }
  }

  /** Starts the process and waits; false when it ended by itself. */
  private boolean launched() throws IOException {
    Files.deleteIfExists(logFile());
    PrivateFiles.write(directory.resolve("redis.conf"), settings());
    Path conf = directory.resolve("redis.conf");
    Command.run(
        directory.resolve("start.log"), COMMAND_MAX, List.of(program.toString(), conf.toString()));
    if (!Patience.until(START_MAX, () -> !alive() || answers())) {
      throw new EngineFailure("Redis does not answer; its last words:\n" + lastWords());
    }
    return alive();
  }

  /** Cuts a damaged append-only file at its last whole command and keeps the damaged one aside. */
  private void repair() throws IOException {
    Path file = directory.resolve("appendonly.aof");
    if (!Files.exists(file) || !lastWords().contains("Bad file format")) {
      return;
    }
    Path aside = directory.resolve("appendonly.aof.damaged-" + InstantSource.system().millis());
    Files.copy(file, aside, StandardCopyOption.COPY_ATTRIBUTES);
    String check = program.resolveSibling("redis-check-aof").toString();
    String script = "echo y | \"$0\" --fix \"$1\"";
    Path output = directory.resolve("repair.log");
    Command.run(output, COMMAND_MAX, List.of("/bin/sh", "-c", script, check, file.toString()));
    notices.add(
        "Redis: the append-only file was damaged and has been repaired up to the damage; the"
            + " damaged file is kept as "
            + aside
            + "; what is missing is rebuilt from PostgreSQL");
  }

  private String settings() {
    return String.join(
        "\n",
        "bind 127.0.0.1",
        "port " + port,
        "protected-mode yes",
        "requirepass " + password.value(),
        "dir \"" + directory + "\"",
        "logfile \"" + logFile() + "\"",
        "pidfile \"" + directory.resolve("redis.pid") + "\"",
        "daemonize yes",
        "appendonly yes",
        "appendfsync everysec",
        "aof-load-truncated yes",
        "save \"\"",
        "maxmemory-policy noeviction",
        "timeout 0",
        "");
  }

  private boolean answers() {
    try (RedisTalk talk = new RedisTalk(port)) {
      return talk.say("AUTH", password.value()).equals("+OK") && talk.say("PING").equals("+PONG");
    } catch (IOException e) {
      return false; // not yet; the caller has a deadline
    }
  }

  private String lastWords() throws IOException {
    return Files.exists(logFile()) ? Files.readString(logFile()) : "(none)";
  }

  private Path portFile() {
    return directory.resolve("port");
  }

  private Path logFile() {
    return directory.resolve("redis.log");
  }
}
