package org.nuanxian.runtime.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.nuanxian.runtime.config.PostgresConfig;
import org.nuanxian.runtime.config.RedisConfig;

/**
 * Both embedded engines of one data directory, watched: one that dies while the server lives is
 * started again on its port. A line must not wait for the morning to get its Redis back.
 */
public final class Engines {
  private final DataDirectory directory;
  private final Consumer<String> notices;
  private final Watch watch;

  /** The process as it was last started; replaced by the watch. */
  private volatile EmbeddedRedis redis;

  /** The processes as they were last started; replaced by the watch. */
  private volatile EmbeddedPostgres postgres;

  private Engines(
      DataDirectory directory,
      EmbeddedRedis redis,
      EmbeddedPostgres postgres,
      Consumer<String> notices) {
    this.directory = directory;
    this.redis = redis;
    this.postgres = postgres;
    this.notices = notices;
    this.watch = new Watch("engines", this::look, notices);
  }

  /**
   * Starts or adopts both and begins to watch them.
   *
   * @param notices hears what an operator should know, one sentence each
   * @throws EngineFailure when one of them does not become ready
   */
  public static Engines start(DataDirectory directory, Consumer<String> notices) {
    CompletableFuture<EmbeddedRedis> redis = inParallel(directory::startRedis);
    CompletableFuture<EmbeddedPostgres> postgres = inParallel(directory::startPostgres);
    try {
      Engines engines = new Engines(directory, redis.join(), postgres.join(), notices);
      engines.redis.notices().forEach(notices);
      engines.watch.start();
      return engines;
    } catch (CompletionException e) {
      throw e.getCause() instanceof EngineFailure failure
          ? failure
          : new EngineFailure("The engines cannot be started", e.getCause());
    }
  }

  /** How a client reaches Redis; stays true when it is started again. */
  public RedisConfig redis() {
    return redis.config();
  }

  /** How a client reaches PostgreSQL; stays true when it is started again. */
  public PostgresConfig postgres() {
    return postgres.config();
  }

  /** Ends both and returns when they are gone. */
  public void stop() {
    watch.stop();
    List<CompletableFuture<?>> ends = new ArrayList<>();
    ends.add(CompletableFuture.runAsync(redis::stop, Thread::startVirtualThread));
    ends.add(CompletableFuture.runAsync(postgres::stop, Thread::startVirtualThread));
    ends.forEach(CompletableFuture::join);
  }

  private void look() {
    if (!watch.orStopping(redis.alive())) {
      reviveRedis();
    }
    if (!watch.orStopping(postgres.alive())) {
      revivePostgres();
    }
  }

  private void reviveRedis() {
    EmbeddedRedis again = directory.startRedis();
    again.notices().forEach(notices);
    checkSamePlace(redis.port(), again.port(), "Redis");
    redis = again;
  }

  private void revivePostgres() {
    EmbeddedPostgres again = directory.startPostgres();
    checkSamePlace(postgres.config().port(), again.config().port(), "PostgreSQL");
    postgres = again;
  }

  private void checkSamePlace(int before, int now, String name) {
    notices.accept(
        before == now
            ? name + " had died and was started again"
            : name + " had died and its port was taken: start this server again");
  }

  private static <T> CompletableFuture<T> inParallel(Supplier<T> work) {
    return CompletableFuture.supplyAsync(work, Thread::startVirtualThread);
  }
}
