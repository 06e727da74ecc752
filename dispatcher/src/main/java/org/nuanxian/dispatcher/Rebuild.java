package org.nuanxian.dispatcher;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.nuanxian.dispatcher.call.Call;
import org.nuanxian.dispatcher.call.ClearLanes;
import org.nuanxian.dispatcher.call.ConfirmContact;
import org.nuanxian.dispatcher.call.FinishRebuild;
import org.nuanxian.dispatcher.call.ListContacts;
import org.nuanxian.dispatcher.call.Moved;
import org.nuanxian.dispatcher.call.Presence;
import org.nuanxian.dispatcher.call.RestoreContact;
import org.nuanxian.dispatcher.call.SuspendPresence;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the era of a city, and builds its present anew from PostgreSQL when that era is over. The
 * era is replaced first, in Redis and then in PostgreSQL, so that every script and every
 * confirmation of the old one stops; then each open contact is restored, the higher term winning;
 * then the era is set and the nodes announce what they hold. See ops/docs/dispatcher.md.
 */
final class Rebuild {
  private static final Logger LOG = LoggerFactory.getLogger(Rebuild.class);

  /** Soon enough that nobody notices, seldom enough not to crowd a store that comes back. */
  private static final Duration PAUSE = Duration.ofMillis(200);

  /** Restored at once: bounds what is in flight, and still fills one round trip. */
  private static final int WINDOW = 64;

  private static final String RUNNING = "R:";

  /**
   * A rebuild takes a second or two. For so long requests wait for it, and nobody need be sent
   * elsewhere; after it a person is told that it takes longer.
   */
  static final Duration SHORT = Duration.ofSeconds(5);

  private final Now now;
  private final Record record;
  private final NodeId node;
  private final Supplier<Era> eras;
  private final Timer timer;
  private final InstantSource clock;
  private final MeterRegistry metrics;
  private final Consumer<Era> adopted;

  /** The era this node works under; NONE until the first was adopted. */
  private Era era = Era.NONE;

  /** Done while the era stands; a new one while it is looked for. */
  private CompletableFuture<Era> standing = new CompletableFuture<>();

  /** When the last era that stood was over. */
  private Instant lostAt = Instant.EPOCH;

  /** An attempt is on its way; there is never more than one in a node. */
  private boolean seeking;

  /** The connection broke during the attempt: what it found may be gone again. */
  private boolean doubted;

  /**
   * A keeper that knows no era yet.
   *
   * @param eras draws a fresh era
   * @param adopted called with each era this node begins to work under, before anybody else
   */
  Rebuild(
      Ports ports, NodeId node, Supplier<Era> eras, MeterRegistry metrics, Consumer<Era> adopted) {
    this.now = ports.now();
    this.record = ports.record();
    this.timer = ports.timer();
    this.clock = ports.clock();
    this.node = node;
    this.eras = eras;
    this.metrics = metrics;
    this.adopted = adopted;
  }

  /** The era to work under, as soon as there is one. */
  CompletionStage<Era> era() {
    return standing;
  }

  /** Whether an era stands. */
  boolean stands() {
    return standing.isDone();
  }

  /**
   * Whether the city can be served: an era stands, or stood until a moment ago. Whoever asks
   * meanwhile waits for the next one; every node would say no at once otherwise, whenever one of
   * them starts.
   */
  boolean ready() {
    return stands() || (!era.equals(Era.NONE) && clock.instant().isBefore(lostAt.plus(SHORT)));
  }

  /** The node started, or its connection to Redis is new: nothing known of Redis counts. */
  void renew() {
    if (seeking) {
      doubted = true;
      return;
    }
    if (era.equals(Era.NONE)) {
      lose();
      join();
    } else {
      over(era);
    }
  }

  /** A node that starts works under the era that stands, so that nobody notices; else it builds. */
  private void join() {
    now.era()
        .thenCompose(text -> {
          Era found = new Era(text);
          return unbroken(found).thenApply(same -> new Next(found, same));
        })
        .whenComplete((next, failure) -> {
          if (failure != null) {
            metrics.counter("dispatcher.join.failed").increment();
            timer.after(PAUSE, this::join);
          } else if (next.reached() && !doubted) {
            LOG.info("joined the present");
            adopt(next.era());
          } else {
            doubted = false; // what is read and built from here on comes after that doubt
            begin(next.era());
          }
        });
  }

  /**
   * Whether Redis has forgotten nothing since that era was set, and PostgreSQL holds the same one.
   * A server that started again, or another one in its place, may have lost the last moments.
   */
  private CompletionStage<Boolean> unbroken(Era found) {
    if (found.equals(Era.NONE) || found.value().startsWith(RUNNING)) {
      return CompletableFuture.completedFuture(false);
    }
    return now.builtIn()
        .thenCompose(built -> now.life().thenApply(built::equals))
        .thenCompose(same ->
            same
                ? record.era().thenApply(found::equals)
                : CompletableFuture.completedFuture(false));
  }

  /** The era a call used is over: Redis holds another, or PostgreSQL takes none of its terms. */
  void over(Era used) {
    if (used.equals(era) && !seeking) {
      lose();
      begin(era);
    }
  }

  private void lose() {
    seeking = true;
    if (standing.isDone()) {
      lostAt = clock.instant();
      standing = new CompletableFuture<>();
    }
  }

  private void adopt(Era fresh) {
    era = fresh;
    seeking = false;
    adopted.accept(fresh);
    standing.complete(fresh);
  }

  private void begin(Era known) {
    Era fresh = eras.get();
    now.beginRebuild(known, fresh, node)
        .thenCompose(begun ->
            switch (begun) {
              case Now.Begun.Lead() -> lead(fresh).thenApply(Next::reached);
              case Now.Begun.Wait() -> CompletableFuture.completedFuture(Next.again(known));
              case Now.Begun.Done(Era found) -> check(found);
            })
        .whenComplete((next, failure) -> {
          if (failure != null) {
            metrics.counter("dispatcher.rebuild.failed").increment();
            LOG.warn("rebuild did not finish, will try again: {}", failure.toString());
            timer.after(PAUSE, () -> begin(known));
          } else if (next.reached() && !doubted) {
            adopt(next.era());
          } else {
            doubted &= !next.reached();
            timer.after(PAUSE, () -> begin(next.era()));
          }
        });
  }

  /** An era to work under, or one to begin from after a pause. */
  private record Next(Era era, boolean reached) {
    static Next reached(Era era) {
      return new Next(era, true);
    }

    static Next again(Era known) {
      return new Next(known, false);
    }
  }

  /** Redis may have been set back to an era that PostgreSQL has left behind: build anew then. */
  private CompletionStage<Next> check(Era found) {
    return record
        .era()
        .thenApply(era -> era.equals(found) ? Next.reached(found) : Next.again(found));
  }

  private CompletionStage<Era> lead(Era fresh) {
    Era building = new Era(RUNNING + fresh.value());
    metrics.counter("dispatcher.rebuilds").increment();
    return now.life()
        .thenCompose(life ->
            now.run(building, new SuspendPresence())
                .thenCompose(done -> replace(building, fresh))
                .thenCompose(done -> record.open())
                .thenCompose(rows -> restoreAll(building, fresh, rows))
                .thenCompose(done -> now.life())
                .thenCompose(last -> finish(building, fresh, life, last)))
        .thenApply(done -> {
          LOG.info("rebuilt the present");
          return fresh;
        });
  }

  /**
   * Only in the life in which it was begun: a server that was set back since then, into the midst
   * of this rebuild, has lost a part of it.
   */
  private CompletionStage<Presence> finish(Era building, Era fresh, String life, String last) {
    if (!last.equals(life)) {
      throw new IllegalStateException("Redis was set back during this rebuild");
    }
    return now.run(building, new FinishRebuild(fresh, life));
  }

  /**
   * Ends the old era in PostgreSQL. The script between reading and replacing it runs only while
   * this rebuild is the last one begun, so one that was overtaken never replaces the era of the one
   * that finished.
   */
  private CompletionStage<Void> replace(Era building, Era fresh) {
    return record
        .era()
        .thenCompose(ended ->
            now.run(building, new ClearLanes())
                .thenCompose(done -> record.replaceEra(ended, fresh)))
        .thenCompose(replaced ->
            replaced ? CompletableFuture.<Void>completedFuture(null) : replace(building, fresh));
  }

  private CompletionStage<Void> restoreAll(Era building, Era fresh, List<Stored> rows) {
    Set<ContactId> known = new HashSet<>();
    rows.forEach(row -> known.add(row.id()));
    return restore(building, fresh, rows, 0)
        .thenCompose(done -> strangers(building, known, ListContacts.START, new HashMap<>()))
        .thenCompose(strangers ->
            writeDown(strangers.values())
                .thenCompose(done -> record.find(strangers.keySet()))
                .thenCompose(found -> restore(building, fresh, settle(strangers, found), 0)));
  }

  private CompletionStage<Void> restore(Era building, Era fresh, List<Stored> rows, int from) {
    if (from >= rows.size()) {
      return CompletableFuture.completedFuture(null);
    }
    int to = Math.min(rows.size(), from + WINDOW);
    List<CompletableFuture<Void>> batch = new ArrayList<>();
    for (Stored row : rows.subList(from, to)) {
      batch.add(restore(building, fresh, row).toCompletableFuture());
    }
    return CompletableFuture.allOf(batch.toArray(CompletableFuture[]::new))
        .thenCompose(done -> restore(building, fresh, rows, to));
  }

  private CompletionStage<Void> restore(Era building, Era fresh, Stored row) {
    return now.run(building, new RestoreContact(row))
        .thenCompose(restored ->
            restored.more()
                ? ahead(building, fresh, restored.state().orElseThrow())
                : CompletableFuture.completedFuture(null));
  }

  /** Redis had moved on before PostgreSQL heard of it: the higher term wins. */
  private CompletionStage<Void> ahead(Era building, Era fresh, ContactState state) {
    return record
        .confirm(fresh, state)
        .thenCompose(verdict -> {
          if (verdict != Record.Verdict.CONFIRMED) {
            throw new IllegalStateException("another rebuild overtook this one");
          }
          Call<Moved> confirm = new ConfirmContact(state);
          return now.run(building, confirm).thenApply(done -> null);
        });
  }

  /** The contacts in Redis that PostgreSQL does not have among the open ones. */
  private CompletionStage<Map<ContactId, ContactState>> strangers(
      Era building, Set<ContactId> known, String cursor, Map<ContactId, ContactState> found) {
    return now.run(building, new ListContacts(cursor))
        .thenCompose(page -> {
          page.contacts().stream()
              .filter(state -> !known.contains(state.id()))
              .forEach(state -> found.put(state.id(), state));
          return page.next().equals(ListContacts.START)
              ? CompletableFuture.completedFuture(found)
              : strangers(building, known, page.next(), found);
        });
  }

  /** Calls that came while PostgreSQL was away. */
  private CompletionStage<Void> writeDown(Collection<ContactState> strangers) {
    return CompletableFuture.allOf(
        strangers.stream()
            .filter(state -> !state.recorded())
            .map(state -> record.insert(state.unrecorded()).toCompletableFuture())
            .toArray(CompletableFuture[]::new));
  }

  /** Closed ones and ones that came in meanwhile as they stand; unknown ones are forgotten. */
  private static List<Stored> settle(Map<ContactId, ContactState> strangers, List<Stored> found) {
    List<Stored> rows = new ArrayList<>(found);
    Map<ContactId, ContactState> unknown = new HashMap<>(strangers);
    found.forEach(row -> unknown.remove(row.id()));
    if (!unknown.isEmpty()) {
      // PostgreSQL is older than Redis: it was restored from a backup.
      LOG.warn("{} contacts are unknown to PostgreSQL", unknown.size());
      unknown.values().forEach(state -> rows.add(Stored.gone(state)));
    }
    return rows;
  }
}
