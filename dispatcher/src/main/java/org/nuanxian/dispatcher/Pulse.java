package org.nuanxian.dispatcher;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.nuanxian.dispatcher.call.RenewNode;
import org.nuanxian.dispatcher.call.TakeLease;
import org.nuanxian.dispatcher.call.Tick;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a node does again and again: tick, renew its lease, record, compare, look at the roster. */
final class Pulse {
  private static final Logger LOG = LoggerFactory.getLogger(Pulse.class);

  /** Turns of the recorder for which a node keeps the chore; another one takes over after that. */
  private static final int RECORDER_TURNS = 6;

  private final City city;
  private final Presences presences;
  private final Recorder recorder;
  private final Audit audit;
  private final NodeId node;
  private final Timer timer;
  private final Policy policy;
  private final MeterRegistry metrics;

  /** Length of the list of items put aside, as last seen. */
  private long poisoned;

  /** Ends every loop at its next turn. */
  private boolean stopped;

  Pulse(
      City city,
      Presences presences,
      Recorder recorder,
      Audit audit,
      Ports ports,
      Dispatcher.Setting setting) {
    this.city = city;
    this.presences = presences;
    this.recorder = recorder;
    this.audit = audit;
    this.node = setting.node();
    this.timer = ports.timer();
    this.policy = setting.policy();
    this.metrics = setting.metrics();
  }

  void start() {
    every(policy.timing().tick(), this::tick);
    every(policy.timing().leaseRenew(), this::renew);
    Duration record = policy.timing().tick();
    every(record, () -> chore("recorder", record.multipliedBy(RECORDER_TURNS), recorder::run));
    every(
        policy.timing().audit(),
        () -> chore("audit", policy.timing().audit().multipliedBy(2), audit::compare));
    every(policy.timing().audit(), presences::confirmConsoles);
    every(policy.timing().shiftCheck(), presences::checkShifts);
  }

  void stop() {
    stopped = true;
  }

  /** The next turn begins when this one has ended, however it ended. */
  private void every(Duration pause, Supplier<CompletionStage<?>> task) {
    timer.after(
        pause,
        () -> {
          if (stopped) {
            return;
          }
          task.get()
              .whenComplete((done, failure) -> {
                if (failure != null) {
                  metrics.counter("dispatcher.pulse.failed").increment();
                  report(City.cause(failure));
                }
                every(pause, task);
              });
        });
  }

  /** A store that is away is known elsewhere; anything else is a defect. */
  private static void report(Throwable cause) {
    if (cause instanceof Refusal || (cause instanceof Unreachable away && away.expected())) {
      LOG.debug("a turn did not run: {}", cause.toString());
    } else {
      LOG.error("a turn failed", cause);
    }
  }

  private CompletionStage<?> tick() {
    return city.answer(new Tick())
        .thenCompose(answer -> {
          Tick.Ticked ticked = answer.value();
          if (ticked.poisoned() > poisoned) {
            LOG.error("an item was put aside as poison; see the list in Redis");
            metrics
                .counter("dispatcher.poisoned")
                .increment((double) (ticked.poisoned() - poisoned));
          }
          poisoned = ticked.poisoned();
          ticked.moved().stream()
              .filter(ContactState::unconfirmed)
              .forEach(state -> confirm(answer.era(), state));
          return ticked.more() && !stopped ? tick() : CompletableFuture.completedFuture(null);
        });
  }

  private void confirm(Era era, ContactState state) {
    city.confirm(era, state, Optional.empty())
        .whenComplete((verdict, failure) -> {
          if (failure != null) {
            // The comparison of both stores confirms it when PostgreSQL is back.
            metrics.counter("dispatcher.confirm.failed").increment();
          }
        });
  }

  private CompletionStage<?> renew() {
    return city.run(RenewNode.goingOn(node))
        .thenCompose(renewed -> presences.settle())
        .exceptionallyCompose(failure ->
            City.cause(failure) instanceof Refusal refusal && refusal.code().equals(Refusal.LAPSED)
                ? presences.announce()
                : CompletableFuture.failedFuture(failure));
  }

  private CompletionStage<?> chore(
      String name, Duration length, Supplier<CompletionStage<Integer>> work) {
    return city.run(new TakeLease(name, node, length))
        .thenCompose(mine -> mine ? work.get() : CompletableFuture.<Integer>completedFuture(0));
  }
}
