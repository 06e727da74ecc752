package org.nuanxian.dispatcher.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.nuanxian.dispatcher.ConnectionId;
import org.nuanxian.dispatcher.Status;
import org.nuanxian.dispatcher.VolunteerState;
import org.nuanxian.dispatcher.call.ViewCity;
import org.nuanxian.dispatcher.policy.CityPolicy;
import org.nuanxian.dispatcher.policy.Standby;
import org.nuanxian.roster.Medium;
import org.nuanxian.roster.OnShift;
import org.nuanxian.roster.Seat;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.config.TimingConfig;
import org.nuanxian.runtime.id.CountyCode;

/** When people on call are called in: somebody does not come, or the queue is long. */
class AttendanceTest {
  private static final Instant FROM = Instant.parse("2026-05-04T00:00:00Z");
  private static final Instant TO = FROM.plus(Duration.ofHours(4));
  private static final CountyCode EAST = new CountyCode("110101");

  private final VolunteerId who = new VolunteerId(UUID.randomUUID());
  private final Attendance attendance = new Attendance();

  private List<OnShift> seat(Seat seat) {
    return List.of(new OnShift(who, EAST, seat, FROM, TO));
  }

  private ViewCity.View here(boolean here) {
    VolunteerState state =
        new VolunteerState(
            who,
            EAST,
            here ? Status.READY : Status.LOST,
            Seat.AT_DESK,
            Set.of(Medium.CHAT),
            1,
            false,
            TO,
            Optional.empty(),
            here ? Optional.of(new ConnectionId(UUID.randomUUID())) : Optional.empty(),
            List.of(),
            Optional.empty());
    return new ViewCity.View(FROM, List.of(state), List.of());
  }

  private Set<CountyCode> missing(Seat seat, boolean here, Duration after) {
    return attendance.missing(seat(seat), here(here), FROM.plus(after));
  }

  @Test
  void aSeatAtADeskIsMissedFiveMinutesAfterItsStartUntilSomebodyComes() {
    assertEquals(Set.of(), missing(Seat.AT_DESK, false, Duration.ofSeconds(299)));
    assertEquals(Set.of(EAST), missing(Seat.AT_DESK, false, Duration.ofMinutes(5)));
    assertEquals(Set.of(), missing(Seat.AT_DESK, true, Duration.ofMinutes(6)));
    assertEquals(Set.of(), missing(Seat.AT_DESK, false, Duration.ofMinutes(7)), "they have come");
    assertEquals(Set.of(), attendance.missing(List.of(), here(false), TO));
    assertEquals(Set.of(EAST), missing(Seat.AT_DESK, false, Duration.ofMinutes(8)), "another run");
  }

  @Test
  void whoeverIsOnCallAtHomeNeedNotCome() {
    assertEquals(Set.of(), missing(Seat.ON_CALL, false, Duration.ofHours(1)));
  }

  @Test
  void aQueueCallsByItsLengthOrByItsLongestWait() {
    Standby standby = CityPolicy.of(TimingConfig.defaults()).standby();
    assertFalse(standby.callsFor(standby.waiting(), standby.longest().toSeconds()));
    assertTrue(standby.callsFor(standby.waiting() + 1, 0));
    assertTrue(standby.callsFor(1, standby.longest().toSeconds() + 1));
    assertFalse(new Standby(0, standby.longest()).callsFor(90, 0));
  }
}
