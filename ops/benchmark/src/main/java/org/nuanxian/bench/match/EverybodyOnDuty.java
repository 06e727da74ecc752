package org.nuanxian.bench.match;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.nuanxian.dispatcher.Duty;
import org.nuanxian.dispatcher.Outlook;
import org.nuanxian.roster.Clearance;
import org.nuanxian.roster.Gender;
import org.nuanxian.roster.Medium;
import org.nuanxian.roster.OnShift;
import org.nuanxian.roster.Seat;
import org.nuanxian.roster.Volunteer;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.id.CountyCode;

/** A roster without a store: all volunteers of one county are at desk for ever. */
record EverybodyOnDuty(CityCode city, CountyCode county) implements Duty {
  private static final Instant LATE = Instant.parse("2100-01-01T00:00:00Z");

  @Override
  public CompletionStage<Optional<OnShift>> onShift(VolunteerId volunteer, Instant at) {
    return CompletableFuture.completedFuture(
        Optional.of(new OnShift(volunteer, county, Seat.AT_DESK, Instant.EPOCH, LATE)));
  }

  @Override
  public CompletionStage<Optional<Volunteer>> volunteer(VolunteerId volunteer) {
    return CompletableFuture.completedFuture(
        Optional.of(
            new Volunteer(
                volunteer,
                city,
                county,
                "-",
                "-",
                Gender.OTHER,
                Set.of(Medium.CHAT),
                true,
                Optional.of(LATE),
                Clearance.ALL,
                Optional.empty(),
                Optional.empty())));
  }

  @Override
  public Outlook outlook() {
    return Outlook.UNKNOWN;
  }
}
