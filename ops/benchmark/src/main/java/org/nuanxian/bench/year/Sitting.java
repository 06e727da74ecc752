package org.nuanxian.bench.year;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.nuanxian.roster.County;
import org.nuanxian.roster.Seat;

/**
 * One volunteer in one seat for four hours. By day each county has one at desk and one on call at
 * home, in the evening two at desk; at night seats are pooled: some counties, in turn, sit for the
 * whole city.
 *
 * @param person the place in the team of the county, from 0
 * @param fromMs in ms since the year began
 */
record Sitting(County county, int person, Seat seat, long fromMs, long untilMs) {
  /** Of each county, as in the demo. */
  static final int TEAM = 22;

  private static final int HOURS = 4;

  /** A block of a day: when it begins, and who sits. */
  private record Block(int hour, int desks, boolean pooled, int calls) {}

  private static final List<Block> BLOCKS =
      List.of(
          new Block(2, 3, true, 4),
          new Block(6, 1, false, 1),
          new Block(10, 1, false, 1),
          new Block(14, 1, false, 1),
          new Block(18, 2, false, 1),
          new Block(22, 6, true, 4));

  /** Everybody who sits on a day; seats go round in each team. */
  static List<Sitting> day(List<County> counties, int day, int[] turns) {
    List<Sitting> all = new ArrayList<>();
    for (Block block : BLOCKS) {
      long from = Duration.ofDays(day).plusHours(block.hour).toMillis();
      if (block.pooled) {
        int first = day * (block.desks + block.calls);
        for (int i = 0; i < block.desks + block.calls; i++) {
          int county = Math.floorMod(first + i, counties.size());
          Seat seat = i < block.desks ? Seat.AT_DESK : Seat.ON_CALL;
          all.add(sit(counties, county, turns, seat, from));
        }
      } else {
        for (int county = 0; county < counties.size(); county++) {
          for (int i = 0; i < block.desks + block.calls; i++) {
            Seat seat = i < block.desks ? Seat.AT_DESK : Seat.ON_CALL;
            all.add(sit(counties, county, turns, seat, from));
          }
        }
      }
    }
    return all;
  }

  private static Sitting sit(List<County> counties, int county, int[] turns, Seat seat, long from) {
    int person = turns[county]++ % TEAM;
    long until = from + Duration.ofHours(HOURS).toMillis();
    return new Sitting(counties.get(county), person, seat, from, until);
  }
}
