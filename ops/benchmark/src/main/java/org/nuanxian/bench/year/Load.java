package org.nuanxian.bench.year;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.nuanxian.dispatcher.Level;
import org.nuanxian.roster.County;

/**
 * Who comes, when and for how long, drawn from a seed. The shape is that of published lines: most
 * come by night, more than anything between 18 and 22 o'clock, and talk for 16 to 20 minutes. How
 * many, how many are in danger, and how long people wait before they give up are assumptions, told
 * in the report.
 */
final class Load {
  /** A call for each county and hour at the peak of thirteen counties. */
  static final int A_DAY = 150;

  /** Of hundred: between 18 and 6 o'clock 66, between 18 and 22 o'clock 34. */
  private static final int[] HOURS = {
    5, 4, 3, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 8, 9, 9, 8, 8, 6
  };

  static final int RED_PERCENT = 4;
  static final int YELLOW_PERCENT = 12;
  private static final int BLUE_PERCENT = 10;

  static final Duration TALK = Duration.ofMinutes(18);
  static final Duration RECORD = Duration.ofMinutes(3);
  static final Duration PATIENCE = Duration.ofMinutes(15);

  /** Of the logarithm of a length: half of all talks last between 12 and 22 minutes. */
  private static final double SPREAD = 0.5;

  /** Counties differ: the largest has three times the people of the smallest. */
  private static final int[] WEIGHTS = {3, 2, 1, 2, 1, 2, 1, 3, 2, 1, 2, 1, 2};

  private final List<County> counties;
  private final SplittableRandom random;

  Load(List<County> counties, SplittableRandom random) {
    this.counties = counties;
    this.random = random;
  }

  /** Those of one day in the order in which they come; local time begins the day. */
  List<Caller> day(int day) {
    int shares = 0;
    for (int share : HOURS) {
      shares += share;
    }
    List<Caller> callers = new ArrayList<>();
    for (int hour = 0; hour < HOURS.length; hour++) {
      long begin = Duration.ofDays(day).plusHours(hour).toMillis();
      int come = poisson((double) A_DAY * HOURS[hour] / shares);
      for (int i = 0; i < come; i++) {
        callers.add(caller(begin + random.nextLong(Duration.ofHours(1).toMillis())));
      }
    }
    callers.sort(Comparator.comparingLong(Caller::atMs));
    return callers;
  }

  private Caller caller(long atMs) {
    return new Caller(
        atMs,
        county(),
        level(),
        lognormal(TALK),
        lognormal(RECORD),
        Duration.ofMillis(exponential((double) PATIENCE.toMillis())));
  }

  private County county() {
    int all = 0;
    for (int i = 0; i < counties.size(); i++) {
      all += WEIGHTS[i % WEIGHTS.length];
    }
    int drawn = random.nextInt(all);
    int i = 0;
    while (drawn >= WEIGHTS[i % WEIGHTS.length]) {
      drawn -= WEIGHTS[i++ % WEIGHTS.length];
    }
    return counties.get(i);
  }

  private Level level() {
    int drawn = random.nextInt(100);
    if (drawn < RED_PERCENT) {
      return Level.RED;
    }
    if (drawn < RED_PERCENT + YELLOW_PERCENT) {
      return Level.YELLOW;
    }
    return drawn < RED_PERCENT + YELLOW_PERCENT + BLUE_PERCENT ? Level.BLUE : Level.NONE;
  }

  /** How many come where so many are expected. */
  private int poisson(double mean) {
    double limit = Math.exp(-mean);
    double product = random.nextDouble();
    int n = 0;
    while (product > limit) {
      product *= random.nextDouble();
      n++;
    }
    return n;
  }

  private long exponential(double mean) {
    return Math.max(1, Math.round(-mean * Math.log(1 - random.nextDouble())));
  }

  private Duration lognormal(Duration mean) {
    double median = mean.toMillis() * Math.exp(-SPREAD * SPREAD / 2);
    return Duration.ofMillis(Math.round(median * Math.exp(SPREAD * random.nextGaussian())));
  }
}
