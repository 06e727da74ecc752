package org.nuanxian.dispatcher.loop;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.nuanxian.dispatcher.Timer;

/** Runs tasks later on the node's loop. */
public final class LoopTimer implements Timer {
  private final Vertx vertx;
  private final Context context;

  /** Tasks run on that context, whoever asks. */
  public LoopTimer(Vertx vertx, Context context) {
    this.vertx = vertx;
    this.context = context;
  }

  @Override
  public void after(Duration delay, Runnable task) {
    long ms = Math.max(1, delay.toMillis());
    context.runOnContext(ignored -> vertx.setTimer(ms, id -> task.run()));
  }
}
