package org.nuanxian.dispatcher;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.nuanxian.dispatcher.call.SetPresence;
import org.nuanxian.roster.Medium;
import org.nuanxian.roster.OnShift;
import org.nuanxian.roster.Seat;
import org.nuanxian.roster.Volunteer;
import org.nuanxian.roster.VolunteerId;

/** How volunteers come to their seats: by the roster, and by what they say they are ready for. */
final class Seating {
  private final City city;
  private final Ports ports;
  private final Presences presences;
  private final MeterRegistry metrics;

  Seating(City city, Ports ports, Presences presences, MeterRegistry metrics) {
    this.city = city;
    this.ports = ports;
    this.presences = presences;
    this.metrics = metrics;
  }

  /** Completes also while Redis is away: the announcement after the rebuild says it again. */
  CompletionStage<Here> attach(VolunteerId volunteer, ConnectionId connection, boolean supervises) {
    Instant at = ports.clock().instant();
    return City.refusing(ports.duty().volunteer(volunteer))
        .thenCombine(
            City.refusing(ports.duty().onShift(volunteer, at)),
            (person, shift) -> here(connection, present(person), shift, supervises))
        .thenCompose(here -> {
          presences.add(here);
          return presences
              .arrive(here, false)
              .thenAccept(city::matched)
              .exceptionally(failure -> {
                metrics.counter("dispatcher.deferred", "what", "attach").increment();
                return null;
              })
              .thenApply(done -> here);
        });
  }

  /**
   * Whoever was served by another node until now has asked for a presence there: this node keeps it
   * too, so that it stands again after a rebuild. What was asked here meanwhile is newer.
   */
  Work found(Here attached, Work work) {
    boolean mine = work.connection().equals(Optional.of(attached.connection()));
    if (mine && work.status() != Status.LOST) {
      presences.change(
          attached.volunteer(),
          attached.connection(),
          here -> here.equals(attached) ? here.as(work) : here);
    }
    return work;
  }

  CompletionStage<Work> setPresence(VolunteerId volunteer, ConnectionId connection, Wanted wanted) {
    Instant at = ports.clock().instant();
    return shiftEnd(volunteer, connection, at)
        .thenCompose(end -> {
          if (wanted.status() == Status.READY && end.isEmpty()) {
            return CompletableFuture.failedFuture(new Refusal(Refusal.NOT_ON_SHIFT));
          }
          Instant until = end.orElse(Instant.EPOCH);
          presences.change(volunteer, connection, here -> here.asking(wanted, until));
          return presences.asking(
              volunteer,
              connection,
              () -> city.run(new SetPresence(volunteer, connection, wanted, until)));
        })
        .thenApply(answer -> {
          if (answer.more()) {
            city.match();
          }
          return Views.work(volunteer, answer.view());
        });
  }

  /** A shift that was known to last is not asked for again: a change of the roster is told. */
  private CompletionStage<Optional<Instant>> shiftEnd(
      VolunteerId volunteer, ConnectionId connection, Instant at) {
    Optional<Instant> known =
        presences
            .console(volunteer, connection)
            .map(Here::onShiftUntil)
            .filter(end -> end.isAfter(at));
    return known.isPresent()
        ? CompletableFuture.completedFuture(known)
        : City.refusing(ports.duty().onShift(volunteer, at))
            .thenApply(shift -> shift.map(OnShift::to));
  }

  private static Volunteer present(Optional<Volunteer> person) {
    return person.orElseThrow(() -> new Refusal(Refusal.NOT_PRESENT));
  }

  private Here here(
      ConnectionId connection, Volunteer person, Optional<OnShift> shift, boolean supervises) {
    Optional<Here> before = presences.console(person.id());
    return new Here(
        person.id(),
        connection,
        shift.map(OnShift::county).orElse(person.county()),
        Stored.can(person) | (supervises ? Stored.SUPERVISES : 0),
        before.map(Here::status).orElse(Status.OFFLINE),
        before.map(Here::seat).orElse(shift.map(OnShift::seat).orElse(Seat.AT_DESK)),
        before.map(Here::media).orElse(Set.of(Medium.CHAT)),
        before.map(Here::chats).orElse(1),
        before.map(Here::pulls).orElse(false),
        shift.map(OnShift::to).orElse(Instant.EPOCH));
  }
}
