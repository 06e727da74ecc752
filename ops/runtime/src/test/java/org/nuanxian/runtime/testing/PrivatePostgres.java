package org.nuanxian.runtime.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.nuanxian.runtime.config.PostgresConfig;
import org.nuanxian.runtime.config.Secret;
import org.nuanxian.runtime.engine.EmbeddedPostgres;

/** A PostgreSQL of one test, to be frozen and killed; on the same port after each restart. */
public final class PrivatePostgres implements AutoCloseable {

  private static final Secret PASSWORD = new Secret("for-tests-only");

  private final Path home;
  private final Path binaries;

  /** The running engine; replaced by each restart. */
  private EmbeddedPostgres engine;

  PrivatePostgres(Path home, Path binaries) {
    this.home = home;
    this.binaries = binaries;
    this.engine = EmbeddedPostgres.start(home, binaries, PASSWORD);
  }

  /** How to reach it. */
  public PostgresConfig config() {
    return engine.config();
  }

  /** Stops all its processes in mid-step; connections stay open and nothing is answered. */
  public void freeze() {
    Signal.stop(processes());
  }

  /** Lets a frozen one go on. */
  public void thaw() {
    Signal.go(processes());
  }

  private List<Long> processes() {
    List<Long> pids = new ArrayList<>();
    pids.add(engine.pid());
    ProcessHandle.of(engine.pid())
        .ifPresent(main -> main.descendants().forEach(child -> pids.add(child.pid())));
    return pids;
  }

  /** Ends it in order, as an operator does. */
  public void stop() {
    engine.stop();
  }

  /** Kills all its processes with SIGKILL and waits until the main one is gone. */
  public void kill() {
    for (long pid : processes()) {
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }
    Await.until("PostgreSQL is gone", () -> !engine.alive());
  }

  /** Starts it again on its data. */
  public void restart() {
    engine = EmbeddedPostgres.start(home, binaries, PASSWORD);
  }

  /** Kills it if it runs, frozen or not. */
  @Override
  public void close() {
    if (engine.alive()) {
      kill();
    }
  }
}
