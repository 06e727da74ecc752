package org.nuanxian.runtime.engine;

import java.time.Duration;
import java.util.function.Consumer;

/** Looks each second whether engines live, and has those that died started again. */
final class Watch {
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1); // /proc is read in 1 ms

  private final Runnable look;
  private final Consumer<String> notices;
  private final Thread thread;

  /** True from the beginning of stop: what dies now stays dead. */
  private volatile boolean stopping;

  /**
   * A watch that does not look yet.
   *
   * @param look starts again what died; each with {@link #orStopping} before it
   * @param notices hears what an operator should know, one sentence each
   */
  Watch(String name, Runnable look, Consumer<String> notices) {
    this.look = look;
    this.notices = notices;
    this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Whether an engine is there, or may be gone. */
  boolean orStopping(boolean alive) {
    return stopping || alive;
  }

  /** Returns when nothing is started any more. */
  void stop() {
    stopping = true;
    thread.interrupt();
    try {
      thread.join(LOOK_EVERY.multipliedBy(2));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!stopping) {
      try {
        Thread.sleep(LOOK_EVERY);
        look.run();
      } catch (InterruptedException e) {
        return; // only stop does that
      } catch (EngineFailure e) {
        notices.accept("An engine died and does not start yet: " + e.getMessage());
      }
    }
  }
}
