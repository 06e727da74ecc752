package org.nuanxian.dispatcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nuanxian.dispatcher.testing.TestCity;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.id.CountyCode;
import org.nuanxian.runtime.testing.Stores;

/** Alarms that concern no contact, on real Redis and PostgreSQL, the time in the test's hand. */
class CausesTest {
  @RegisterExtension static final Stores STORES = Stores.with("roster", "dispatch");

  private static final Duration RUNG = TestCity.POLICY.timing().rung();

  private final TestCity city = new TestCity(STORES);
  private final CountyCode all = new CountyCode(city.code().value());

  private void say(Dispatcher node, boolean so) {
    city.get(() -> node.chores().setCauses(List.of(new Cause("nobodyOnDuty", all, so))));
  }

  private List<Alarm> alarms(Dispatcher node) {
    return city.get(node::alarms);
  }

  @Test
  void anAlarmBeginsWithItsCauseClimbsOnceAndEndsWithIt() {
    Dispatcher one = city.node("a");
    Dispatcher other = city.node("b");
    city.pass(Duration.ofSeconds(2)); // both know the present that the second one built
    say(one, true);
    say(other, true);
    Alarm alarm = alarms(one).getFirst();
    assertEquals(1, alarms(one).size());
    assertEquals(Optional.empty(), alarm.contact());
    assertEquals(all, alarm.county());

    one.stop(); // whoever found it may die: the ladder climbs on
    city.pass(RUNG);
    assertEquals(1, alarms(other).getFirst().rung());
    assertEquals(alarm.id(), alarms(other).getFirst().id());

    say(other, false);
    assertEquals(List.of(), alarms(other));
    city.pass(RUNG);
    assertEquals(List.of(), alarms(other));
  }

  @Test
  void whatComesAgainWithinTenMinutesIsTheSameAlarmAndGoesOnFromWhereItStood() {
    Dispatcher node = city.node("a");
    say(node, true);
    AlarmId first = alarms(node).getFirst().id();
    city.pass(RUNG);
    say(node, false);
    city.pass(Duration.ofMinutes(9));
    say(node, true);
    assertEquals(first, alarms(node).getFirst().id());
    assertEquals(1, alarms(node).getFirst().rung());

    say(node, false);
    city.pass(Duration.ofMinutes(11));
    say(node, true);
    assertNotEquals(first, alarms(node).getFirst().id());
    assertEquals(0, alarms(node).getFirst().rung());
  }

  @Test
  void whoActedHasHalfAnHourAndThenItClimbsUnlessTheCauseHasEnded() {
    Dispatcher node = city.node("a");
    say(node, true);
    Alarm alarm = alarms(node).getFirst();
    VolunteerId who = new VolunteerId(UUID.randomUUID());
    city.get(() -> node.act(who, alarm.id(), "call"));
    city.pass(Duration.ofMinutes(29));
    assertEquals(0, alarms(node).getFirst().rung());
    assertEquals(Optional.of(who), alarms(node).getFirst().acknowledgedBy());
    city.pass(Duration.ofSeconds(90));
    assertEquals(1, alarms(node).getFirst().rung());
  }

  @Test
  void theOldestComesFirstWhateverElseBegan() {
    Dispatcher node = city.node("a");
    List<String> kinds = List.of("storeTrouble", "nobodyOnDuty", "channelFailing", "coverageGap");
    List<Cause> causes = new ArrayList<>();
    for (String kind : kinds) {
      causes.add(new Cause(kind, all, true));
      city.get(() -> node.chores().setCauses(List.copyOf(causes)));
      city.pass(Duration.ofSeconds(1));
    }
    assertEquals(kinds, alarms(node).stream().map(Alarm::kind).toList());
  }

  @Test
  void aCityDecidesHowFastItClimbsAndALostPresentIsToldAnew() {
    Dispatcher node = city.node("a");
    city.get(
        () -> node.chores().setLadders(Map.of("nobodyOnDuty", List.of(Duration.ofMinutes(5)))));
    say(node, true);
    city.pass(RUNG.multipliedBy(4));
    assertEquals(0, alarms(node).getFirst().rung());

    city.empty();
    node.reconnected();
    city.pass(Duration.ofSeconds(2));
    assertEquals(List.of(), alarms(node));
    say(node, true);
    assertEquals(1, alarms(node).size());
  }
}
