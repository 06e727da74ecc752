package org.nuanxian.roster.http;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.nuanxian.roster.Assignment;
import org.nuanxian.roster.Planning;
import org.nuanxian.roster.Roster;
import org.nuanxian.roster.Seat;
import org.nuanxian.roster.Shift;
import org.nuanxian.roster.ShiftId;
import org.nuanxian.roster.Volunteer;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.http.Exchange;
import org.nuanxian.runtime.http.Fields;
import org.nuanxian.runtime.http.Problem;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.id.CountyCode;
import org.nuanxian.runtime.id.Ids;

/** One shift that begins to count at once, with the people in it. */
final class NewShift {
  private static final int NAME_CHARS_MAX = 20;
  private static final int PEOPLE_MAX = 50;
  private static final Duration LENGTH_MAX = Duration.ofHours(24);
  private static final Map<String, Seat> SEATS =
      Map.of(Seat.AT_DESK.code(), Seat.AT_DESK, Seat.ON_CALL.code(), Seat.ON_CALL);

  private final Roster roster;
  private final Planning planning;
  private final Ids ids = Ids.secure();

  NewShift(Roster roster, Planning planning) {
    this.roster = roster;
    this.planning = planning;
  }

  private record Seated(VolunteerId volunteer, Seat seat) {}

  private record Wanted(String name, Instant from, Instant to, List<Seated> people) {}

  /** Plans and publishes it; fails with 409 {@code overlap} or 422. */
  Future<JsonObject> plan(CityCode city, CountyCode county, Exchange exchange) {
    Wanted wanted = exchange.read(NewShift::read);
    ShiftId id = new ShiftId(ids.next());
    Map<Seat, Integer> seats = new EnumMap<>(Seat.class);
    wanted.people().forEach(each -> seats.merge(each.seat(), 1, Integer::sum));
    Shift shift = new Shift(id, county, wanted.name(), wanted.from(), wanted.to(), seats);
    List<Assignment> assignments =
        wanted.people().stream()
            .map(each -> new Assignment(id, each.volunteer(), each.seat()))
            .toList();
    return roster
        .volunteers(county)
        .map(team -> checkMembers(team, wanted))
        .compose(v -> planning.addShifts(city, List.of(shift)))
        .compose(v -> planning.assign(city, assignments))
        .compose(v -> planning.publish(city, county, wanted.from(), wanted.from().plusMillis(1)))
        .recover(failure ->
            Future.failedFuture(
                failure instanceof Planning.Overlap
                    ? Problem.conflict("overlap", "Somebody would serve two teams at once.")
                    : failure))
        .map(v -> new JsonObject().put("id", id.value().toString()));
  }

  private static Wanted read(Fields f) {
    Instant from = f.instant("from");
    Instant to = f.instant("to");
    if (!from.isBefore(to) || Duration.between(from, to).compareTo(LENGTH_MAX) > 0) {
      f.mistake("to", "range", "Must be after from, by at most 24 hours.");
      to = from.plusSeconds(1);
    }
    List<Seated> people = new ArrayList<>();
    for (Fields each : f.objects("people", PEOPLE_MAX)) {
      people.add(new Seated(new VolunteerId(each.uuid("volunteer")), each.oneOf("seat", SEATS)));
    }
    if (people.isEmpty()) {
      f.mistake("people", "required", "Is missing.");
    }
    return new Wanted(f.text("name", 1, NAME_CHARS_MAX), from, to, people);
  }

  private static Void checkMembers(List<Volunteer> team, Wanted wanted) {
    Set<UUID> members =
        team.stream()
            .filter(Volunteer::active)
            .map(volunteer -> volunteer.id().value())
            .collect(Collectors.toSet());
    if (wanted.people().stream().anyMatch(each -> !members.contains(each.volunteer().value()))) {
      throw Problem.invalid("people", "unknown-value", "Somebody is not of this team.");
    }
    return null;
  }
}
