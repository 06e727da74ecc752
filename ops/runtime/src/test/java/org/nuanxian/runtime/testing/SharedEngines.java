package org.nuanxian.runtime.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import org.nuanxian.runtime.config.PostgresConfig;
import org.nuanxian.runtime.config.RedisConfig;
import org.nuanxian.runtime.engine.DataDirectory;

/**
 * The one Redis and the one PostgreSQL of all tests of all modules, in the directory named by the
 * system property {@code nuanxian.engines}. Whoever needs them first starts them; every later JVM
 * adopts them; they go on running after the tests.
 */
final class SharedEngines {

  private static SharedEngines running;

  private final RedisConfig redis;
  private final PostgresConfig postgres;
  private final Path home;

  private SharedEngines(RedisConfig redis, PostgresConfig postgres, Path home) {
    this.redis = redis;
    this.postgres = postgres;
    this.home = home;
  }

  /** Starts or adopts them; JVMs that come at the same time wait for each other. */
  static synchronized SharedEngines get() {
    if (running == null) {
      Path home = Path.of(System.getProperty("nuanxian.engines")).toAbsolutePath();
      try {
        Files.createDirectories(home.getParent());
        Path lockFile = home.resolveSibling(home.getFileName() + ".lock");
        try (FileChannel channel =
                FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock held = channel.lock()) {
          running = start(home, held);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return running;
  }

  private static SharedEngines start(Path home, FileLock held) throws IOException {
    held.channel().force(false);
    try (DataDirectory directory =
        DataDirectory.open(home, DataDirectory.Kind.LIVE, new SecureRandom())) {
      SharedEngines engines =
          new SharedEngines(
              directory.startRedis().config(), directory.startPostgres().config(), home);
      new Databases(engines.postgres()).dropStale();
      return engines;
    }
  }

  RedisConfig redis() {
    return redis;
  }

  PostgresConfig postgres() {
    return postgres;
  }

  /** The file with the master key of the tests. */
  Path masterKey() {
    return home.resolve("secrets/master-key");
  }

  /** Where the programs are unpacked, for private engines. */
  Path binaries() {
    return home.resolve("engines");
  }
}
