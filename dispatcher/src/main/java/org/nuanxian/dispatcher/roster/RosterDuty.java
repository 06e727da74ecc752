package org.nuanxian.dispatcher.roster;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.nuanxian.dispatcher.Duty;
import org.nuanxian.dispatcher.Outlook;
import org.nuanxian.dispatcher.Unreachable;
import org.nuanxian.roster.Coverage;
import org.nuanxian.roster.OnShift;
import org.nuanxian.roster.Roster;
import org.nuanxian.roster.Volunteer;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.id.CityCode;

/** Asks the published roster. */
public final class RosterDuty implements Duty {
  private final Roster roster;
  private final CityCode city;
  private final InstantSource clock;
  private final MeterRegistry metrics;

  /** As far as a wait is told, and a night without anybody is looked across. */
  private static final Duration AHEAD = Duration.ofHours(24);

  private volatile Outlook outlook = Outlook.UNKNOWN;

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
  public Outlook outlook() {
    return outlook;
  }

  /** Reads the roster ahead; called at the start, at each change and now and then. */
  public void refresh() {
    Instant now = clock.instant();
    roster
        .coverage(city, now, now.plus(AHEAD))
        .onSuccess(ahead -> outlook = outlook(ahead.spans()))
        .onFailure(failure -> metrics.counter("dispatcher.duty.failed").increment());
  }

  private static Outlook outlook(List<Coverage.Span> spans) {
    return new Outlook(
        spans.getFirst().onCall() > 0,
        spans.stream()
            .skip(1) // who is at a desk now is known better
            .map(span -> new Outlook.Change(span.from(), span.atDesk()))
            .toList());
  }
}
