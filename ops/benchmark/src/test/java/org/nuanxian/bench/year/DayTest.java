package org.nuanxian.bench.year;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nuanxian.dispatcher.Level;
import org.nuanxian.roster.City;
import org.nuanxian.runtime.testing.Stores;

/**
 * A day of real-looking load for thirteen counties with pooled nights, through the real scripts.
 */
class DayTest {
  @RegisterExtension static final Stores STORES = Stores.with();

  private static final long SEED = 7;

  @Test
  void onADayWithPooledNightsEverybodyInDangerIsAnswered() {
    City city = YearBench.demo();
    Present present = new Present(STORES.redisLink(), STORES.city(), city.counties(), Life.START);
    Outcomes day = new Life(present, city.counties(), SEED).days(1);
    present.forget();

    Outcomes.Group all = day.where(one -> true);
    Outcomes.Group red = day.where(one -> one.level() == Level.RED);
    Outcomes.Group night = day.where(one -> one.hour() >= 18 || one.hour() < 6);
    Outcomes.Group pooled = day.where(one -> one.hour() >= 22 || one.hour() < 6);
    Outcomes.Group noon = day.where(one -> one.hour() >= 8 && one.hour() < 18);
    assertEquals(13, city.counties().size());
    assertTrue(all.size() > 100, "came: " + all.size());
    assertTrue(night.size() > 0.6 * all.size() - 10, "most come by night: " + night.size());
    assertTrue(red.size() > 0);
    assertEquals(0, red.unanswered());
    assertTrue(all.within(60) > 0.5, "within a minute: " + all.within(60));
    assertTrue(noon.own() > pooled.own(), "nights are pooled, days are not");
    assertTrue(new YearPage(day, 1, city.name()).html().contains("<svg"));
  }
}
