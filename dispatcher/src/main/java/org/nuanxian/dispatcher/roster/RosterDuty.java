package org.nuanxian.dispatcher.roster;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.nuanxian.dispatcher.Duty;
import org.nuanxian.dispatcher.Unreachable;
import org.nuanxian.roster.OnShift;
import org.nuanxian.roster.Roster;
import org.nuanxian.roster.Seat;
import org.nuanxian.roster.Volunteer;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.id.CityCode;

/** Asks the published roster. */
public final class RosterDuty implements Duty {
  private final Roster roster;
  private final CityCode city;
  private final InstantSource clock;
  private final MeterRegistry metrics;

  /** As last read; it only chooses the words a help seeker reads. */
  private volatile boolean anybodyOnCall;

  /** The duty of one city. */
  public RosterDuty(Roster roster, CityCode city, InstantSource clock, MeterRegistry metrics) {
    this.roster = roster;
    this.city = city;
    this.clock = clock;
    this.metrics = metrics;
  }

  @Override
  public CompletionStage<Optional<OnShift>> onShift(VolunteerId volunteer, Instant at) {
    return roster
        .onShift(volunteer, at)
        .recover(failure -> io.vertx.core.Future.failedFuture(new Unreachable("roster", failure)))
        .toCompletionStage();
  }

  @Override
  public CompletionStage<Optional<Volunteer>> volunteer(VolunteerId volunteer) {
    return roster
        .volunteer(volunteer)
        .recover(failure -> io.vertx.core.Future.failedFuture(new Unreachable("roster", failure)))
        .toCompletionStage();
  }

  @Override
  public boolean anybodyOnCall() {
    return anybodyOnCall;
  }

  /** Reads who is on call now; called at the start, at each change and now and then. */
  public void refresh() {
    roster
        .onShift(city, clock.instant())
        .onSuccess(
            on -> anybodyOnCall = on.stream().anyMatch(shift -> shift.seat() == Seat.ON_CALL))
        .onFailure(failure -> metrics.counter("dispatcher.duty.failed").increment());
  }
}
