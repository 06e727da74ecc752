package org.nuanxian.dispatcher.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.nuanxian.dispatcher.VolunteerState;
import org.nuanxian.dispatcher.call.ViewCity;
import org.nuanxian.roster.OnShift;
import org.nuanxian.roster.Seat;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.id.CountyCode;

/**
 * Who of a city's roster has come to their seat at a desk. Whoever came once has come for that run
 * of duty, as far as the node that looks remembers; used by its loop.
 */
final class Attendance {
  /** Time to take off the coat. */
  static final Duration LATE = Duration.ofMinutes(5);

  /** The beginning of the run for which each person was seen. */
  private final Map<VolunteerId, Instant> came = new HashMap<>();

  /** The counties with a seat at a desk that has begun and whose person has not come. */
  Set<CountyCode> missing(List<OnShift> onShift, ViewCity.View view, Instant now) {
    Set<VolunteerId> here =
        view.volunteers().stream()
            .filter(one -> one.connection().isPresent())
            .map(VolunteerState::id)
            .collect(Collectors.toSet());
    came.keySet().retainAll(onShift.stream().map(OnShift::volunteer).toList());
    onShift.stream()
        .filter(on -> here.contains(on.volunteer()))
        .forEach(on -> came.put(on.volunteer(), on.from()));
    return onShift.stream()
        .filter(on -> on.seat() == Seat.AT_DESK && !on.from().plus(LATE).isAfter(now))
        .filter(on -> !on.from().equals(came.get(on.volunteer())))
        .map(OnShift::county)
        .collect(Collectors.toSet());
  }
}
