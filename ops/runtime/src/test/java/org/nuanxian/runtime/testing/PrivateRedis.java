package org.nuanxian.runtime.testing;

import java.nio.file.Path;
import java.util.List;
import org.nuanxian.runtime.config.RedisConfig;
import org.nuanxian.runtime.config.Secret;
import org.nuanxian.runtime.engine.EmbeddedRedis;

/** A Redis of one test, to be frozen and killed; on the same port after each restart. */
public final class PrivateRedis implements AutoCloseable {

  private static final Secret PASSWORD = new Secret("for-tests-only");

  private final Path home;
  private final Path binaries;

  /** The running engine; replaced by each restart. */
  private EmbeddedRedis engine;

  PrivateRedis(Path home, Path binaries) {
    this.home = home;
    this.binaries = binaries;
    this.engine = EmbeddedRedis.start(home, binaries, PASSWORD);
  }

  /** How to reach it. */
  public RedisConfig config() {
    return engine.config();
  }

  /** Stops it in mid-step; connections stay open and nothing is answered. */
  public void freeze() {
    Signal.stop(List.of(engine.pid()));
  }

  /** Lets a frozen one go on. */
  public void thaw() {
    Signal.go(List.of(engine.pid()));
  }

  /** Kills it with SIGKILL and waits until it is gone. */
  public void kill() {
    ProcessHandle.of(engine.pid()).ifPresent(ProcessHandle::destroyForcibly);
    Await.until("Redis is gone", () -> !engine.alive());
  }

  /** Starts it again on its data. */
  public void restart() {
    engine = EmbeddedRedis.start(home, binaries, PASSWORD);
  }

  /** Kills it if it runs, frozen or not. */
  @Override
  public void close() {
    if (engine.alive()) {
      kill();
    }
  }
}
