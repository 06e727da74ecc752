package org.nuanxian.dispatcher.simulation;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.nuanxian.dispatcher.Era;
import org.nuanxian.dispatcher.Event;
import org.nuanxian.dispatcher.NodeId;
import org.nuanxian.dispatcher.Now;
import org.nuanxian.dispatcher.call.Call;
import org.nuanxian.dispatcher.policy.CityPolicy;

/** The real scripts, each call when the seed says so. */
final class QueuedNow implements Now {
  private static final long PATIENCE_SECONDS = 20;

  private final World world;
  private final SimNode node;
  private final Now real;

  QueuedNow(World world, SimNode node, Now real) {
    this.world = world;
    this.node = node;
    this.real = real;
  }

  /** Waits for a store's real answer. */
  static <T> T await(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException | TimeoutException e) {
      throw new IllegalStateException("the real store does not answer", e);
    }
  }

  @Override
  public <R> CompletionStage<R> run(Era era, Call<R> call) {
    return world.call(
        node, Store.REDIS, call.script() + call.arguments(), () -> await(real.run(era, call)));
  }

  @Override
  public CityPolicy decided() {
    return real.decided();
  }

  @Override
  public CompletionStage<String> era() {
    return world.call(node, Store.REDIS, "era", () -> await(real.era()));
  }

  @Override
  public CompletionStage<String> life() {
    return world.call(node, Store.REDIS, "life", () -> "life " + world.lives);
  }

  @Override
  public CompletionStage<String> builtIn() {
    return world.call(node, Store.REDIS, "builtIn", () -> await(real.builtIn()));
  }

  @Override
  public CompletionStage<Begun> beginRebuild(Era known, Era fresh, NodeId id) {
    return world.call(
        node,
        Store.REDIS,
        "begin_rebuild[" + known + "," + fresh + "]",
        () -> await(real.beginRebuild(known, fresh, id)));
  }

  @Override
  public CompletionStage<List<Event>> events(String after, int count) {
    return world.call(node, Store.REDIS, "events", () -> await(real.events(after, count)));
  }

  @Override
  public CompletionStage<Void> trimEvents(String before) {
    return world.call(node, Store.REDIS, "trimEvents", () -> await(real.trimEvents(before)));
  }

  @Override
  public CompletionStage<Long> count() {
    return world.call(node, Store.REDIS, "count", () -> await(real.count()));
  }
}
