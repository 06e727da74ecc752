package org.nuanxian.dispatcher.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.nuanxian.dispatcher.Dispatcher;
import org.nuanxian.dispatcher.Refusal;

/** What clients have asked of nodes, and may ask again. */
final class Requests {
  /** Requests that may be repeated are forgotten beyond this many. */
  private static final int REMEMBERED = 30;

  private final Simulation simulation;
  private final Map<Long, Asked> open = new LinkedHashMap<>();
  private final List<Runnable> earlier = new ArrayList<>();
  private long asked;
  private Throwable trouble;

  private record Asked(SimNode node, String what) {}

  Requests(Simulation simulation) {
    this.simulation = simulation;
  }

  /** Asks once; heard is called with the answer unless it is a refusal. */
  <T> void ask(
      SimNode node,
      String what,
      Function<Dispatcher, CompletionStage<T>> request,
      Consumer<T> heard) {
    if (!node.awake()) {
      return;
    }
    simulation.world.log(node.name + " is asked to " + what);
    long id = asked++;
    open.put(id, new Asked(node, what));
    request
        .apply(node.dispatcher)
        .whenComplete((value, failure) -> {
          open.remove(id);
          answered(what, value, failure, heard);
        })
        .exceptionally(failure -> null);
  }

  private <T> void answered(String what, T value, Throwable failure, Consumer<T> heard) {
    try {
      if (failure == null) {
        simulation.world.log("done: " + what);
        heard.accept(value);
        return;
      }
      Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
      if (!(cause instanceof Refusal)) {
        throw new IllegalStateException(what + " fails with something else", cause);
      }
      simulation.world.log("refused: " + what + " " + cause.getMessage());
    } catch (RuntimeException e) {
      trouble = e;
    }
  }

  /** Asks, and perhaps asks the same of the same node again later. */
  <T> void askAgain(
      SimNode node,
      String what,
      Function<Dispatcher, CompletionStage<T>> request,
      Consumer<T> heard) {
    earlier.add(() -> ask(node, what + " again", request, heard));
    if (earlier.size() > REMEMBERED) {
      earlier.removeFirst();
    }
    ask(node, what, request, heard);
  }

  /** Somebody did not hear the answer and asks again. */
  void repeat() {
    if (!earlier.isEmpty()) {
      simulation.draw(earlier).run();
    }
  }

  /** Something a node does by itself. */
  void background(CompletionStage<?> stage) {
    stage
        .whenComplete((done, failure) -> {
          if (failure != null) {
            trouble = failure;
          }
        })
        .exceptionally(failure -> null);
  }

  /** Something was found out of turn. */
  void report(Trouble found) {
    trouble = found;
  }

  void checkHeard() {
    if (trouble != null) {
      throw trouble instanceof Trouble known ? known : failed(trouble);
    }
  }

  private static Trouble failed(Throwable cause) {
    Trouble trouble = new Trouble(cause.toString());
    trouble.initCause(cause);
    return trouble;
  }

  /** Every living node has answered. */
  void checkNoneOpen() {
    open.values().removeIf(ask -> ask.node().crashed);
    if (!open.isEmpty()) {
      throw new Trouble("never answered: " + open.values());
    }
  }
}
