package org.nuanxian.dispatcher.ladder;

import io.vertx.core.json.JsonObject;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;
import java.util.UUID;
import org.nuanxian.roster.ShiftTemplate;

/**
 * When somebody may be called as an expert, every week, in the time of the line: shorter than a
 * day.
 *
 * @param person an account
 * @param day on which it begins
 * @param until the first minute that is no longer theirs; before {@code from}: of the next day
 */
public record ExpertTurn(UUID person, DayOfWeek day, LocalTime from, LocalTime until) {
  static final int DAY_MINUTES = 24 * 60;
  static final int WEEK_MINUTES = 7 * DAY_MINUTES;

  /** Refuses one without a minute; callers tell people first. */
  public ExpertTurn {
    if (from.equals(until)) {
      throw new IllegalArgumentException("a turn has at least a minute, and less than a day");
    }
  }

  /** The minute of the week in which it begins, from Monday, 0:00. */
  int begins() {
    return (day.getValue() - 1) * DAY_MINUTES + minute(from);
  }

  /** How long it is. */
  int minutes() {
    return Math.floorMod(minute(until) - minute(from), DAY_MINUTES);
  }

  private static int minute(LocalTime time) {
    return time.getHour() * 60 + time.getMinute();
  }

  /** Whether both stand at some time of the week. */
  public boolean overlaps(ExpertTurn other) {
    return Math.floorMod(other.begins() - begins(), WEEK_MINUTES) < minutes()
        || Math.floorMod(begins() - other.begins(), WEEK_MINUTES) < other.minutes();
  }

  /** The one that began last, which may have ended. */
  Span last(Instant instant) {
    ZonedDateTime here = instant.atZone(ShiftTemplate.ZONE);
    ZonedDateTime begin = here.with(TemporalAdjusters.previousOrSame(day)).with(from);
    Instant last = (begin.isAfter(here) ? begin.minusWeeks(1) : begin).toInstant();
    return new Span(last, last.plus(Duration.ofMinutes(minutes())));
  }

  /** From when to when it is theirs, if it is at that instant. */
  public Optional<Span> at(Instant instant) {
    return Optional.of(last(instant)).filter(span -> instant.isBefore(span.to()));
  }

  /** As it stands in the database and on the wire. */
  public JsonObject json() {
    return new JsonObject()
        .put("person", person.toString())
        .put("day", day.getValue())
        .put("from", from.toString())
        .put("until", until.toString());
  }

  /** What {@link #json} made. */
  static ExpertTurn read(JsonObject json) {
    return new ExpertTurn(
        UUID.fromString(json.getString("person")),
        DayOfWeek.of(json.getInteger("day")),
        LocalTime.parse(json.getString("from")),
        LocalTime.parse(json.getString("until")));
  }
}
