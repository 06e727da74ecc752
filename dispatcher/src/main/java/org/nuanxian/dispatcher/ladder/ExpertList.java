package org.nuanxian.dispatcher.ladder;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The experts on call of a city (听班专家), by the hours of the week. Several may have the same hour,
 * and an hour may be nobody's.
 *
 * @param version grows with each change; 1 is the empty one that every city begins with
 */
public record ExpertList(int version, List<ExpertTurn> turns) {
  /** Until somebody decides. */
  public static final ExpertList NONE = new ExpertList(1, List.of());

  /** An expert for each hour of a week: more is a mistake. */
  public static final int TURNS_MAX = 168;

  /** In the order of the week. */
  public ExpertList {
    turns = turns.stream().sorted(Comparator.comparingInt(ExpertTurn::begins)).toList();
  }

  /** Whether somebody has a turn at all. */
  boolean names(UUID person) {
    return turns.stream().anyMatch(turn -> turn.person().equals(person));
  }

  /** The turn of somebody that stands at that instant. */
  public Optional<Span> turn(UUID person, Instant at) {
    return turns.stream()
        .filter(turn -> turn.person().equals(person))
        .flatMap(turn -> turn.at(at).stream())
        .findFirst();
  }

  /** When within a stretch shorter than a week somebody's turn begins or ends. */
  List<Instant> changes(Instant from, Instant to) {
    return turns.stream()
        .flatMap(turn ->
            Stream.of(turn.last(from), turn.last(to))
                .flatMap(span -> Stream.of(span.from(), span.to())))
        .filter(at -> !at.isBefore(from) && at.isBefore(to))
        .distinct()
        .toList();
  }

  /**
   * A stretch of the week that is nobody's; the whole week where it ends when it begins.
   *
   * @param untilDay may be the day after, or the next week's
   */
  public record Gap(DayOfWeek day, LocalTime from, DayOfWeek untilDay, LocalTime until) {}

  /** When it is nobody's turn, in the order of the week. Only people of whom it holds count. */
  public List<Gap> gaps(Predicate<UUID> counts) {
    List<ExpertTurn> counted = turns.stream().filter(turn -> counts.test(turn.person())).toList();
    if (counted.isEmpty()) {
      return List.of(gap(0, ExpertTurn.WEEK_MINUTES));
    }
    List<Gap> gaps = new ArrayList<>();
    // What lasts into the next week covers its beginning as well.
    int covered =
        counted.stream().mapToInt(turn -> turn.begins() + turn.minutes()).max().orElseThrow()
            - ExpertTurn.WEEK_MINUTES;
    for (ExpertTurn turn : counted) {
      // The week before has a gap that lasts until the first turn: it begins where that one ended.
      if (turn.begins() > covered) {
        gaps.add(gap(covered, turn.begins()));
      }
      covered = Math.max(covered, turn.begins() + turn.minutes());
    }
    return gaps;
  }

  private static Gap gap(int from, int until) {
    return new Gap(day(from), time(from), day(until), time(until));
  }

  private static DayOfWeek day(int minute) {
    return DayOfWeek.of(
        Math.floorMod(minute, ExpertTurn.WEEK_MINUTES) / ExpertTurn.DAY_MINUTES + 1);
  }

  private static LocalTime time(int minute) {
    return LocalTime.MIN.plusMinutes(Math.floorMod(minute, ExpertTurn.DAY_MINUTES));
  }
}
