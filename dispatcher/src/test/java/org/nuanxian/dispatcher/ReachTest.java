package org.nuanxian.dispatcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nuanxian.dispatcher.policy.CityPolicy;
import org.nuanxian.dispatcher.testing.TestCity;
import org.nuanxian.dispatcher.testing.TestCity.Seated;
import org.nuanxian.runtime.http.Fields;
import org.nuanxian.runtime.id.CountyCode;
import org.nuanxian.runtime.testing.Stores;

/** Own county, counties that stand in, the whole city: each step its own time. It is 16:00. */
class ReachTest {
  @RegisterExtension static final Stores STORES = Stores.with("roster", "dispatch");

  private TestCity city;
  private Dispatcher node;
  private CountyCode north;

  @BeforeEach
  void start() {
    city = new TestCity(STORES);
    node = city.node("a");
    north = STORES.county();
  }

  private void decide(String json) {
    CityPolicy shipped = TestCity.POLICY.city();
    city.now().decide(Fields.parse(json).read(f -> CityPolicy.read(f, shipped)));
  }

  /** East and west stand in for each other at these hours. */
  private void link(int from, int until) {
    decide(
        """
        {"reach": {"own": 10, "linked": 30,
          "pools": [{"from": %d, "until": %d, "counties": ["%s", "%s"]}]}}
        """
            .formatted(from, until, city.east, city.west));
  }

  private List<ContactId> rung(Seated v) {
    return city.get(() -> node.work(v.id())).offers().stream().map(Ringing::contact).toList();
  }

  private Seated busy(CountyCode county) {
    Seated v = city.volunteer(node, county, 1);
    city.contact(node, county, Level.NONE);
    OfferId offer = city.get(() -> node.work(v.id())).offers().getFirst().id();
    city.get(() -> node.accept(v.id(), v.connection(), offer));
    return v;
  }

  @Test
  void theOwnCountyComesFirstAndTheWholeCityAfterTwentySeconds() {
    busy(city.east);
    Seated far = city.volunteer(node, city.west, 1);
    ContactId c = city.contact(node, city.east, Level.NONE);
    city.pass(Duration.ofSeconds(19));
    assertEquals(List.of(), rung(far));
    city.pass(Duration.ofSeconds(2));
    assertEquals(List.of(c), rung(far));
  }

  @Test
  void aCountyWhereNobodyIsMakesNobodyWait() {
    Seated far = city.volunteer(node, city.west, 1);
    ContactId c = city.contact(node, city.east, Level.NONE);
    assertEquals(List.of(c), rung(far));
  }

  @Test
  void countiesThatStandInComeBeforeTheCity() {
    link(8, 20);
    busy(city.east);
    busy(city.west);
    ContactId c = city.contact(node, city.east, Level.NONE);
    Seated farther = city.volunteer(node, north, 1);
    city.pass(Duration.ofSeconds(11));
    assertEquals(List.of(), rung(farther));
    Seated near = city.volunteer(node, city.west, 1);
    assertEquals(List.of(c), rung(near));
    OfferId offer = city.get(() -> node.work(near.id())).offers().getFirst().id();
    city.get(() -> node.decline(near.id(), near.connection(), offer));
    city.pass(Duration.ofSeconds(31));
    assertEquals(List.of(c), rung(farther));
  }

  @Test
  void countiesStandInAtTheirHoursOnly() {
    link(22, 6);
    busy(city.east);
    busy(city.west);
    ContactId c = city.contact(node, city.east, Level.NONE);
    Seated farther = city.volunteer(node, north, 1);
    city.pass(Duration.ofSeconds(11));
    assertEquals(List.of(c), rung(farther));
  }

  @Test
  void aCountyWithoutALineIsAnsweredByAnother() {
    decide(
        "{\"reach\": {\"joined\": [{\"county\": \"%s\", \"to\": \"%s\"}]}}"
            .formatted(north, city.east));
    busy(city.west);
    Seated far = city.volunteer(node, city.west, 1);
    Seated own = busy(city.east);
    ContactId c = city.contact(node, north, Level.NONE);
    assertEquals(List.of(), rung(far));
    assertEquals(1, city.get(() -> node.place(c)).position().orElseThrow());
    Seated second = city.volunteer(node, city.east, 1);
    assertEquals(List.of(c), rung(second));
    assertEquals(List.of(), rung(own));
    assertEquals(north, city.get(() -> node.work(second.id())).offers().getFirst().county());
  }

  @Test
  void whoeverAvoidsTheCountyIsHeardByTheOneItJoinsButNeverByTheirOwn() {
    decide(
        "{\"reach\": {\"joined\": [{\"county\": \"%s\", \"to\": \"%s\"}]}}"
            .formatted(north, city.east));
    Seated own = city.volunteer(node, north, 1);
    ContactId c = new ContactId(UUID.randomUUID());
    city.get(() -> node.open(city.opening(c, north, Level.NONE, true)));
    city.settle();
    assertEquals(List.of(), rung(own));
    Seated host = city.volunteer(node, city.east, 1);
    assertEquals(List.of(c), rung(host));
  }

  @Test
  void redStandsInTheWholeCityAtOnceAndCallsASupervisor() {
    link(0, 24);
    busy(city.east);
    busy(city.west);
    ContactId c = city.contact(node, city.east, Level.RED);
    assertFalse(city.get(() -> node.alarms()).isEmpty());
    Seated farther = city.volunteer(node, north, 1);
    assertEquals(List.of(c), rung(farther));
  }

  @Test
  void aDecisionReachesWhoeverWaitsAlready() {
    busy(city.east);
    ContactId calm = city.contact(node, city.east, Level.NONE);
    city.pass(Duration.ofSeconds(100));
    ContactId yellow = city.contact(node, city.east, Level.YELLOW);
    ContactId red = city.contact(node, city.east, Level.RED);
    decide("{\"order\": {\"yellow\": 0, \"blue\": 0}}");
    ContactId later = city.contact(node, city.east, Level.YELLOW);
    Seated one = city.volunteer(node, city.east, 4);
    city.pass(Duration.ofSeconds(1));
    assertEquals(4, rung(one).size());
    assertTrue(rung(one).containsAll(List.of(red, yellow, calm, later)));
  }
}
