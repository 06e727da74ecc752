package org.nuanxian.bench.year;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.nuanxian.dispatcher.Level;
import org.nuanxian.roster.Seat;

/** What became of everybody. */
final class Outcomes {
  /**
   * Somebody who came.
   *
   * @param hour of the day, by the city's clock
   * @param waitMs until a volunteer had accepted, or until they gave up
   * @param answered whether a volunteer accepted
   * @param own whether it was one of their own county
   */
  record Came(String county, Level level, int hour, long waitMs, boolean answered, boolean own) {}

  /** What one volunteer did in the whole time. */
  static final class Work {
    int talks;
    long talkMs;
    long deskMs;
    long callMs;
  }

  private final List<Came> came = new ArrayList<>();
  private final Map<String, Work> work = new HashMap<>();

  /** Rungs that ladders of people in danger climbed. */
  int climbed;

  void add(Came one) {
    came.add(one);
  }

  void sat(String volunteer, Sitting sitting) {
    long ms = sitting.untilMs() - sitting.fromMs();
    if (sitting.seat() == Seat.AT_DESK) {
      work(volunteer).deskMs += ms;
    } else {
      work(volunteer).callMs += ms;
    }
  }

  void talked(String volunteer, long ms) {
    work(volunteer).talks++;
    work(volunteer).talkMs += ms;
  }

  private Work work(String volunteer) {
    return work.computeIfAbsent(volunteer, name -> new Work());
  }

  List<Came> came() {
    return came;
  }

  List<Work> works() {
    return List.copyOf(work.values());
  }

  /** Those of whom something holds. */
  Group where(Predicate<Came> which) {
    return new Group(came.stream().filter(which).toList());
  }

  /** People of whom the same is asked. */
  record Group(List<Came> people) {
    int size() {
      return people.size();
    }

    int unanswered() {
      return (int) people.stream().filter(one -> !one.answered()).count();
    }

    /** Of all who came, the share that was answered within so many seconds, from 0 to 1. */
    double within(int seconds) {
      long soon =
          people.stream().filter(one -> one.answered() && one.waitMs() <= seconds * 1000L).count();
      return people.isEmpty() ? 1 : (double) soon / people.size();
    }

    /** Seconds within which that share of the answered were answered. */
    double quantile(double share) {
      long[] waits =
          people.stream().filter(Came::answered).mapToLong(Came::waitMs).sorted().toArray();
      return waits.length == 0
          ? 0
          : waits[Math.min(waits.length - 1, (int) (share * waits.length))] / 1000.0;
    }

    /** The longest wait of one who was answered, in seconds. */
    double longest() {
      return quantile(1);
    }

    double mean() {
      return Arrays.stream(people.stream().filter(Came::answered).mapToLong(Came::waitMs).toArray())
              .average()
              .orElse(0)
          / 1000;
    }

    /** Of the answered, the share whose volunteer was of the own county. */
    double own() {
      long answered = people.stream().filter(Came::answered).count();
      long own = people.stream().filter(one -> one.answered() && one.own()).count();
      return answered == 0 ? 0 : (double) own / answered;
    }
  }
}
