package org.nuanxian.gateway.channel.web;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.nuanxian.dispatcher.Stage;
import org.nuanxian.gateway.conversation.Intake;

/**
 * Keeps what a help seeker is shown true: read again after each hint, at each interval, and when
 * time alone changes it; shown when it differs from what was shown last.
 */
final class SeekerState implements AutoCloseable {
  private final SeekerParts parts;
  private final Intake intake;
  private final Consumer<StateView> show;
  private final Runnable thoughtAway;
  private final AutoCloseable watch;
  private final long timer;

  /** What was shown last. */
  private Optional<StateView> shown = Optional.empty();

  private Optional<Instant> dangerAt;

  /** A reading is under way, and whether something changed since it began. */
  private boolean aside;

  private boolean reading;

  private boolean again;
  private boolean closed;

  /**
   * Begins to watch.
   *
   * @param show takes what is to be shown now
   * @param thoughtAway called when the dispatcher believes that nobody is here
   */
  SeekerState(SeekerParts parts, Intake intake, Consumer<StateView> show, Runnable thoughtAway) {
    this.thoughtAway = thoughtAway;
    this.parts = parts;
    this.intake = intake;
    this.show = show;
    this.dangerAt = intake.dangerAt();
    this.watch =
        parts.cities().dispatcher(intake.city()).watchContact(intake.contact(), this::refresh);
    this.timer = parts.vertx().setPeriodic(parts.reread().toMillis(), tick -> refresh());
  }

  /**
   * Shows the first state; succeeds also when it cannot be known now, the next reading shows it.
   */
  Future<Void> start() {
    return refreshed();
  }

  /** Danger was pressed, or taken back, on this tab. */
  void danger(boolean pressed) {
    dangerAt = pressed ? dangerAt.or(() -> Optional.of(parts.clock().instant())) : Optional.empty();
    refresh();
  }

  private void refresh() {
    refreshed();
  }

  private Future<Void> refreshed() {
    if (closed) {
      return Future.succeededFuture();
    }
    if (reading) {
      again = true;
      return Future.succeededFuture();
    }
    reading = true;
    return parts
        .places()
        .see(intake, dangerAt)
        .map(seen -> {
          seen(seen);
          return (Void) null;
        })
        .otherwise(away -> {
          parts.swallowed();
          return null;
        })
        .onComplete(done -> {
          reading = false;
          if (again) {
            again = false;
            refresh();
          }
        });
  }

  /** The volunteer set the contact aside: its next word calls them back. */
  boolean aside() {
    return aside;
  }

  private void seen(SeekerPlaces.Seen seen) {
    if (closed) {
      return;
    }
    aside = seen.place().aside();
    if (!seen.place().danger()) {
      dangerAt = Optional.empty();
    } else if (dangerAt.isEmpty()) {
      dangerAt = Optional.of(parts.clock().instant()); // pressed on another tab
    }
    if (shown.isEmpty() || !shown.get().equals(seen.view())) {
      shown = Optional.of(seen.view());
      show.accept(seen.view());
    }
    if (seen.place().away() && seen.place().stage() != Stage.CLOSED) {
      thoughtAway.run();
    }
    seen.changesAt()
        .ifPresent(at -> {
          long wait = Duration.between(parts.clock().instant(), at).toMillis();
          parts.vertx().setTimer(Math.max(1, wait), due -> refresh());
        });
  }

  @Override
  public void close() {
    closed = true;
    parts.vertx().cancelTimer(timer);
    try {
      watch.close();
    } catch (Exception failure) {
      parts.swallowed();
    }
  }
}
