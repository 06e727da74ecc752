package org.nuanxian.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.nuanxian.runtime.config.PostgresConfig;
import org.nuanxian.runtime.config.RedisConfig;
import org.nuanxian.runtime.config.Secret;
import org.nuanxian.runtime.engine.DataDirectory;
import org.nuanxian.runtime.engine.EmbeddedPbx;
import org.nuanxian.runtime.engine.EmbeddedPostgres;
import org.nuanxian.runtime.engine.EmbeddedRedis;
import org.nuanxian.runtime.engine.PbxProgram;

/** Real engines in a directory of their own, empty at the start and gone at the end. */
public final class Ground implements AutoCloseable {
  private final Path path;
  private final DataDirectory directory;
  private final EmbeddedRedis redis;
  private final EmbeddedPostgres postgres;
  private final AtomicReference<EmbeddedPbx> pbx = new AtomicReference<>();
  private final AtomicBoolean closed = new AtomicBoolean();

  private Ground(Path path, DataDirectory directory) {
    this.path = path;
    this.directory = directory;
    this.redis = directory.startRedis();
    this.postgres = directory.startPostgres();
  }

  /** An interrupted bench leaves no engines behind. */
  private Ground closedAtExit() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "ground"));
    return this;
  }

  /** Starts engines below the repository's target folder, on the disk the product would use. */
  public static Ground open(Path root) {
    Path target = root.resolve("ops/benchmark/target");
    if (System.getProperty("nuanxian.binaries") == null) {
      // Unpacked once, not with every run.
      System.setProperty("nuanxian.binaries", target.resolve("engines").toString());
    }
    try {
      Path path = Files.createTempDirectory(Files.createDirectories(target), "data");
      DataDirectory directory =
          DataDirectory.open(path, DataDirectory.Kind.LIVE, new SecureRandom());
      return new Ground(path, directory).closedAtExit();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts a PBX beside the other engines; once. */
  public EmbeddedPbx startPbx() {
    pbx.set(directory.startPbx(PbxProgram.ofUser(), new SecureRandom()));
    return pbx.get();
  }

  /** How clients reach Redis. */
  public RedisConfig redis() {
    return redis.config();
  }

  /** How clients reach PostgreSQL. */
  public PostgresConfig postgres() {
    return postgres.config();
  }

  /** What Redis uses. */
  public ProcessTree redisTree() {
    return new ProcessTree(redis.pid());
  }

  /** What PostgreSQL uses. */
  public ProcessTree postgresTree() {
    return new ProcessTree(postgres.pid());
  }

  /** A folder for whatever a run writes; gone at the end. */
  public Path path() {
    return path;
  }

  /** The master key that all nodes share. */
  public Path masterKey() {
    return directory.vault().masterKeyFile();
  }

  /** Where bare programs find the stores. */
  public Map<String, String> environment() {
    PostgresConfig config = postgres();
    return Map.of(
        "BENCH_POSTGRES",
        "postgresql://%s@%s:%d/%s"
            .formatted(config.user(), config.host(), config.port(), config.database()),
        "BENCH_PASSWORD",
        config.password().map(Secret::value).orElse(""),
        "BENCH_REDIS_PORT",
        Integer.toString(redis.port()),
        "BENCH_REDIS_PASSWORD",
        redis().password().map(Secret::value).orElse(""));
  }

  /** Ends the engines and removes their directory; does nothing the second time. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    Optional.ofNullable(pbx.get()).ifPresent(EmbeddedPbx::stop);
    redis.stop();
    postgres.stop();
    directory.close();
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
