package org.nuanxian.dispatcher;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.nuanxian.dispatcher.call.Call;
import org.nuanxian.dispatcher.policy.CityPolicy;

/**
 * The port to the present of one city. A failed call may still have run: every script may be
 * repeated. Fails with {@link NeedsRebuild}, {@link Refusal} or {@link Unreachable}.
 */
public interface Now {

  /** Runs one script under an era. */
  <R> CompletionStage<R> run(Era era, Call<R> call);

  /** What the city has decided, as its scripts hold it. */
  CityPolicy decided();

  /** Whatever stands in the place of the era. */
  CompletionStage<String> era();

  /**
   * Names the present life of Redis: another after each start of the server, and on each server.
   */
  CompletionStage<String> life();

  /** The life in which the era was set; empty before the first. */
  CompletionStage<String> builtIn();

  /** Asks to lead a rebuild away from the known era. */
  CompletionStage<Begun> beginRebuild(Era known, Era fresh, NodeId node);

  /** Up to count events after that stream id, oldest first. */
  CompletionStage<List<Event>> events(String after, int count);

  /** Forgets the events before that stream id, not the one it names. */
  CompletionStage<Void> trimEvents(String before);

  /** How many events the present era's counter says there were. */
  CompletionStage<Long> count();

  /** Who rebuilds. */
  sealed interface Begun {
    /** The caller does. */
    record Lead() implements Begun {}

    /** Somebody else does; look again soon. */
    record Wait() implements Begun {}

    /** It is done; this era stands. */
    record Done(Era era) implements Begun {}
  }
}
