package org.nuanxian.dispatcher.testing;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
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

/** A roster in the test's hand: everybody added is on shift until told otherwise. */
public final class FakeDuty implements Duty {
  private final CityCode city;
  private final Map<VolunteerId, Volunteer> people = new HashMap<>();
  private final Map<VolunteerId, Instant> until = new HashMap<>();

  /** Nobody yet. */
  public FakeDuty(CityCode city) {
    this.city = city;
  }

  /** Adds a volunteer who is on shift for ever. */
  public void add(VolunteerId id, CountyCode county, Gender gender) {
    people.put(
        id,
        new Volunteer(
            id,
            city,
            county,
            "name",
            "alias",
            gender,
            Set.of(Medium.CHAT),
            true,
            Optional.of(Instant.MAX),
            Clearance.ALL,
            Optional.empty(),
            Optional.empty()));
    until.put(id, Instant.ofEpochMilli(9_000_000_000_000L));
  }

  /** What a volunteer has been trained for; everything until told otherwise. */
  public void cleared(VolunteerId id, Clearance clearance) {
    people.computeIfPresent(id, (same, person) -> person.cleared(clearance));
  }

  /** Sends a volunteer home. */
  public void offShift(VolunteerId id) {
    until.remove(id);
  }

  /** Calls a volunteer to duty until that instant. */
  public void onShiftUntil(VolunteerId id, Instant end) {
    until.put(id, end);
  }

  @Override
  public CompletionStage<Optional<OnShift>> onShift(VolunteerId volunteer, Instant at) {
    return CompletableFuture.completedFuture(
        Optional.ofNullable(until.get(volunteer))
            .filter(end -> end.isAfter(at))
            .map(end ->
                new OnShift(
                    volunteer, people.get(volunteer).county(), Seat.AT_DESK, Instant.EPOCH, end)));
  }

  @Override
  public CompletionStage<Optional<Volunteer>> volunteer(VolunteerId volunteer) {
    return CompletableFuture.completedFuture(Optional.ofNullable(people.get(volunteer)));
  }

  @Override
  public Outlook outlook() {
    return Outlook.UNKNOWN;
  }
}
