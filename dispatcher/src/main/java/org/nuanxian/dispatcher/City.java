package org.nuanxian.dispatcher;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.nuanxian.dispatcher.call.Call;
import org.nuanxian.dispatcher.call.ConfirmContact;
import org.nuanxian.dispatcher.call.Match;
import org.nuanxian.dispatcher.call.Moved;
import org.nuanxian.dispatcher.call.Presence;
import org.nuanxian.dispatcher.call.RestoreContact;
import org.nuanxian.roster.VolunteerId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the scripts of one city under its era, and carries what they propose to PostgreSQL. Redis
 * proposes, PostgreSQL confirms; only then may a human see it.
 */
final class City {
  private static final Logger LOG = LoggerFactory.getLogger(City.class);

  /** Eras that may pass under one request before it is given back as unavailable. */
  private static final int TRIES = 6;

  /** For so long whoever is on the telephone waits for PostgreSQL. */
  private static final Duration RECORD_PATIENCE = Duration.ofMillis(250);

  private final Now now;
  private final Record record;
  private final Timer timer;
  private final Rebuild rebuild;
  private final MeterRegistry metrics;

  /** A match is on its way; the next one starts when it has answered. */
  private boolean matching;

  /** Confirmed, and not on its way to Redis yet. */
  private final List<ConfirmContact.Confirmed> confirmed = new ArrayList<>();

  /** Completes when those have been shown. */
  private CompletableFuture<Void> next = new CompletableFuture<>();

  /** A showing is on its way; the next one starts when it has answered. */
  private boolean showing;

  City(Ports ports, Rebuild rebuild, MeterRegistry metrics) {
    this.now = ports.now();
    this.record = ports.record();
    this.timer = ports.timer();
    this.rebuild = rebuild;
    this.metrics = metrics;
  }

  /** An answer and the era it was given in. */
  record Answer<R>(Era era, R value) {}

  /** Runs a script; through a rebuild it waits for the next era and runs it again. */
  <R> CompletionStage<R> run(Call<R> call) {
    return answer(call, TRIES).thenApply(Answer::value);
  }

  /** As {@link #run}, with the era, in which alone the answer may be confirmed. */
  <R> CompletionStage<Answer<R>> answer(Call<R> call) {
    return answer(call, TRIES);
  }

  private <R> CompletionStage<Answer<R>> answer(Call<R> call, int tries) {
    return standing()
        .thenCompose(era ->
            now.run(era, call)
                .thenApply(value -> new Answer<>(era, value))
                .exceptionallyCompose(failure -> {
                  if (tries > 1 && cause(failure) instanceof NeedsRebuild) {
                    rebuild.over(era);
                    return answer(call, tries - 1);
                  }
                  return CompletableFuture.failedFuture(refusal(cause(failure)));
                }));
  }

  private CompletionStage<Era> standing() {
    if (rebuild.stands()) {
      return rebuild.era();
    }
    CompletableFuture<Era> bounded = rebuild.era().toCompletableFuture().copy();
    timer.after(
        Rebuild.SHORT, () -> bounded.completeExceptionally(new Refusal(Refusal.UNAVAILABLE)));
    return bounded;
  }

  /** Runs a transition and completes once PostgreSQL holds what it proposed. */
  CompletionStage<Moved> move(Call<Moved> call) {
    return move(call, TRIES, false);
  }

  /**
   * Runs a transition of a call and completes once PostgreSQL holds what it proposed, or after a
   * moment: help does not wait for the record. What is not on record then is brought there by the
   * comparison of both stores.
   */
  CompletionStage<Moved> advance(Call<Moved> call) {
    return move(call, TRIES, true);
  }

  /** What PostgreSQL answers, or nothing if it does not within a moment. */
  <T> CompletionStage<Optional<T>> soon(CompletionStage<T> answer) {
    CompletableFuture<Optional<T>> heard = new CompletableFuture<>();
    answer.whenComplete((said, failure) -> heard.complete(Optional.ofNullable(said)));
    timer.after(RECORD_PATIENCE, () -> heard.complete(Optional.empty()));
    return heard.thenApply(said -> {
      if (said.isEmpty()) {
        metrics.counter("dispatcher.unrecorded").increment();
      }
      return said;
    });
  }

  /** soon: completes after a moment although PostgreSQL has said nothing. */
  private CompletionStage<Moved> move(Call<Moved> call, int tries, boolean soon) {
    return answer(call, TRIES)
        .thenCompose(answer -> {
          if (answer.value().more()) {
            match();
          }
          ContactState state = answer.value().state().orElse(null);
          if (state == null || !state.unconfirmed()) {
            return CompletableFuture.completedFuture(answer.value());
          }
          CompletionStage<Record.Verdict> verdicts = confirm(answer.era(), state, call.asker());
          return (soon ? soon(verdicts) : verdicts.thenApply(Optional::of))
              .thenCompose(verdict ->
                  switch (verdict.orElse(Record.Verdict.CONFIRMED)) {
                    case CONFIRMED -> CompletableFuture.completedFuture(answer.value());
                    case OLDER -> older(answer.value(), soon && !state.recorded());
                    case OTHER_ERA ->
                        tries > 1
                            ? move(call, tries - 1, soon)
                            : CompletableFuture.failedFuture(new Refusal(Refusal.UNAVAILABLE));
                  });
        });
  }

  /** PostgreSQL holds a newer term; or none, of a call of which it has no row yet. */
  private CompletionStage<Moved> older(Moved moved, boolean perhapsUnknown) {
    CompletionStage<Moved> stale = CompletableFuture.failedFuture(new Refusal(Refusal.STALE));
    return perhapsUnknown
        ? soon(record.find(List.of(moved.state().orElseThrow().id())))
            .thenCompose(rows ->
                rows.filter(found -> !found.isEmpty()).isPresent()
                    ? stale
                    : CompletableFuture.completedFuture(moved))
        : stale;
  }

  /** Carries a proposed term to PostgreSQL, then lets people see it. */
  CompletionStage<Record.Verdict> confirm(
      Era era, ContactState state, Optional<VolunteerId> asker) {
    return record
        .confirm(era, state)
        .handle((verdict, failure) -> {
          if (failure != null) {
            // Not lost: the comparison of both stores confirms it when PostgreSQL is back.
            throw refusal(cause(failure));
          }
          return verdict;
        })
        .thenCompose(verdict ->
            switch (verdict) {
              case CONFIRMED -> show(state, asker).thenApply(done -> verdict);
              case OTHER_ERA -> {
                rebuild.over(era);
                yield CompletableFuture.completedFuture(verdict);
              }
              case OLDER -> kept(state).thenApply(done -> verdict);
            });
  }

  /** Abandoned, but red on record: Redis is told at once that the contact waits on. */
  private CompletionStage<Void> kept(ContactState state) {
    if (!state.outcome().equals(Optional.of(Outcome.ABANDONED))) {
      return CompletableFuture.completedFuture(null);
    }
    return catchUp(new Moved(false, Optional.of(state)))
        .handle((done, failure) -> {
          if (failure != null) {
            // The comparison of both stores says it a little later.
            metrics.counter("dispatcher.show.failed").increment();
          }
          return null;
        });
  }

  /** What is confirmed while a script is on its way is shown by the next one. */
  private CompletionStage<Void> show(ContactState state, Optional<VolunteerId> asker) {
    confirmed.add(new ConfirmContact.Confirmed(state, asker));
    CompletableFuture<Void> shown = next;
    if (!showing) {
      showNext();
    }
    return shown;
  }

  private void showNext() {
    List<ConfirmContact.Confirmed> batch = List.copyOf(confirmed);
    CompletableFuture<Void> shown = next;
    confirmed.clear();
    next = new CompletableFuture<>();
    showing = true;
    run(new ConfirmContact(batch))
        .whenComplete((done, failure) -> {
          if (failure != null) {
            // PostgreSQL holds them; the comparison of both stores shows them a little later.
            metrics.counter("dispatcher.show.failed").increment(batch.size());
          }
          showing = false;
          if (!confirmed.isEmpty()) {
            showNext();
          }
          shown.complete(null);
        });
  }

  /** Tells Redis how a contact stands, if PostgreSQL knows more than a script that ran late. */
  CompletionStage<Moved> catchUp(Moved moved) {
    ContactState state = moved.state().orElseThrow();
    return record
        .find(List.of(state.id()))
        .thenCompose(rows ->
            state.term() < rows.getFirst().term()
                ? run(new RestoreContact(rows.getFirst()))
                : CompletableFuture.completedFuture(moved));
  }

  /** Makes offers until nobody free can take anything more. */
  void match() {
    if (matching) {
      return;
    }
    matching = true;
    run(new Match())
        .whenComplete((presence, failure) -> {
          matching = false;
          if (failure != null) {
            // The tick matches as well; nothing is lost but half a second.
            metrics.counter("dispatcher.match.failed").increment();
          } else if (presence.more()) {
            match();
          }
        });
  }

  /** Runs what the next reading says again if it was not heard. */
  void note(Call<?> call) {
    run(call)
        .whenComplete((done, failure) -> {
          if (failure != null) {
            metrics.counter("dispatcher.deferred", "what", call.script()).increment();
          }
        });
  }

  /** PostgreSQL's failure as a refusal; never anything else. */
  static <T> CompletionStage<T> refusing(CompletionStage<T> stage) {
    return stage.exceptionallyCompose(
        failure -> CompletableFuture.failedFuture(refusal(cause(failure))));
  }

  /** An offer was made, so there may be more to match. */
  void matched(Presence presence) {
    if (presence.more()) {
      match();
    }
  }

  /** The same, of what moved a contact. */
  void matched(Moved moved) {
    if (moved.more()) {
      match();
    }
  }

  /** What really failed. */
  static Throwable cause(Throwable failure) {
    Throwable found = failure;
    while (found instanceof CompletionException && found.getCause() != null) {
      found = found.getCause();
    }
    return found;
  }

  static Refusal refusal(Throwable cause) {
    if (cause instanceof Refusal refusal) {
      return refusal;
    }
    if (!(cause instanceof Unreachable away && away.expected())) {
      LOG.error("an unexpected failure was given back as unavailable", cause);
    }
    return new Refusal(Refusal.UNAVAILABLE, cause);
  }
}
