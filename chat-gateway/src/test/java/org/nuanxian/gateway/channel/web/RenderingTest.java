package org.nuanxian.gateway.channel.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.nuanxian.dispatcher.CallBack;
import org.nuanxian.dispatcher.Level;
import org.nuanxian.dispatcher.Place;
import org.nuanxian.dispatcher.Staffing;
import org.nuanxian.dispatcher.Stage;
import org.nuanxian.dispatcher.WaitRange;
import org.nuanxian.runtime.settings.Texts;

/** The text follows the true state, and nothing in it promises what nobody has promised. */
class RenderingTest {
  private static final Instant NOW = Instant.parse("2026-11-21T22:00:00Z");

  /** Eight in the city: half an hour before it is the same day there, and another one in UTC. */
  private static final Instant MORNING = Instant.parse("2026-11-22T00:00:00Z");

  private static final Optional<WaitRange> RANGE = Optional.of(new WaitRange(120, 500));

  private final Rendering rendering = new Rendering();

  private static Place waiting(Staffing staffing, int position, boolean danger) {
    return new Place(
        Stage.WAITING,
        false,
        danger ? Level.RED : Level.NONE,
        danger,
        position == 0 ? OptionalInt.empty() : OptionalInt.of(position),
        position == 0 ? Optional.empty() : RANGE,
        staffing,
        staffing == Staffing.NOBODY ? Optional.of(MORNING) : Optional.empty(),
        Optional.empty(),
        false,
        false,
        false,
        false,
        false,
        CallBack.NONE,
        0,
        Optional.empty());
  }

  private static Rendering.Known known(OptionalInt shown, Optional<Instant> dangerAt) {
    return new Rendering.Known(Texts.shipped(), "zh", Optional.empty(), dangerAt, shown, NOW);
  }

  private StateView calm(Place place) {
    return rendering.state(place, known(OptionalInt.empty(), Optional.empty()));
  }

  @Test
  void thePlaceAndTheRangeAreTold() {
    StateView view = calm(waiting(Staffing.BUSY, 4, false));
    assertEquals(OptionalInt.of(3), view.ahead());
    assertEquals("志愿者正在陪伴其他人,您前面还有 3 位,大约 2–9 分钟。您可以放下手机,回来时位置还在。", view.text());
  }

  @Test
  void whoIsNextIsToldSo() {
    assertEquals("下一位就是您。", calm(waiting(Staffing.BUSY, 1, false)).text());
  }

  @Test
  void aPlaceThatRoseIsShownNoMoreButTheRangeIs() {
    Place place = waiting(Staffing.BUSY, 6, false);
    StateView view = rendering.state(place, known(OptionalInt.of(3), Optional.empty()));
    assertEquals(OptionalInt.empty(), view.ahead());
    assertEquals(RANGE, view.range());
    assertEquals("志愿者正在陪伴其他人,大约还要等 2–9 分钟。您可以放下手机,回来时位置还在。", view.text());
  }

  @Test
  void eachTrueStateHasItsOwnWords() {
    assertTrue(calm(waiting(Staffing.ON_CALL_ONLY, 0, false)).text().contains("听班"));
    assertEquals(Situation.NOBODY, calm(waiting(Staffing.NOBODY, 0, false)).situation());
    assertTrue(calm(waiting(Staffing.NOBODY, 0, false)).text().contains("值班表上 08:00 有人上岗"));
    assertEquals(Situation.DEGRADED, calm(waiting(Staffing.DEGRADED, 0, false)).situation());
    assertEquals(Situation.BUSY, calm(waiting(Staffing.BUSY, 0, false)).situation());
  }

  @Test
  void dangerShowsNoPlaceAndAfterAMinuteSendsToTheTelephone() {
    Place place = waiting(Staffing.BUSY, 2, true);
    StateView first = rendering.state(place, known(OptionalInt.empty(), Optional.of(NOW)));
    assertEquals("我们正在叫人,请先不要一个人待着。", first.text());
    assertEquals(OptionalInt.empty(), first.ahead());
    StateView later =
        rendering.state(
            place, known(OptionalInt.empty(), Optional.of(NOW.minus(Rendering.DANGER_LONG))));
    assertTrue(later.text().startsWith("还在联系值班人员。"));
    assertTrue(later.text().contains("120") && later.text().contains("110"));
  }
}
