package org.nuanxian.dispatcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nuanxian.dispatcher.call.EndNode;
import org.nuanxian.dispatcher.call.MissNodes;
import org.nuanxian.dispatcher.call.RenewNode;
import org.nuanxian.dispatcher.call.SuspendPresence;
import org.nuanxian.dispatcher.testing.Scripts;
import org.nuanxian.dispatcher.testing.TestCity;
import org.nuanxian.runtime.id.CountyCode;
import org.nuanxian.runtime.testing.Stores;

/** Servers that die without a goodbye, and those that only seem to. */
class MissedServersTest {
  @RegisterExtension static final Stores STORES = Stores.with("roster", "dispatch");

  private static final Duration LEASE = TestCity.POLICY.timing().nodeLease();
  private static final Duration LOST = TestCity.POLICY.timing().nodeLost();
  private static final Duration SECOND = Duration.ofSeconds(1);

  private static final ServerName NAME = new ServerName("甲机:8080");
  private static final NodeId FIRST_LIFE = new NodeId("first-life");
  private static final NodeId SECOND_LIFE = new NodeId("second-life");

  private final Scripts scripts = new Scripts(STORES);

  /** Whoever made the city for the test has gone. */
  @BeforeEach
  void nobodyElseIsMissed() {
    scripts.run(new EndNode(new NodeId("starts"), new ServerName("starts")));
  }

  private void joins(NodeId node) {
    scripts.run(RenewNode.joining(node, NAME));
  }

  private List<ServerName> missed() {
    List<ServerName> missed = scripts.run(new MissNodes());
    scripts.unchanged(() -> assertEquals(missed, scripts.run(new MissNodes())));
    return missed;
  }

  /** Its lease ends, and somebody looks. */
  private void dies() {
    scripts.pass(LEASE.plus(SECOND));
    assertEquals(List.of(), missed(), "not before its time");
  }

  /** Time passes, and the other server lives. */
  private void later(Duration time) {
    scripts.city().timer().advance(time);
    scripts.run(RenewNode.joining(Scripts.NODE, Scripts.SERVER));
  }

  @Test
  void aServerWithoutALeaseIsMissedAfterAMinute() {
    joins(FIRST_LIFE);
    dies();
    later(LOST.minus(SECOND));
    assertEquals(List.of(), missed());
    later(SECOND);
    assertEquals(List.of(NAME), missed());
  }

  @Test
  void aServerThatWasKilledAndStartedAgainReplacesItself() {
    joins(FIRST_LIFE);
    dies();
    later(LOST);
    assertEquals(List.of(NAME), missed());
    joins(SECOND_LIFE);
    assertEquals(List.of(), missed());

    // The minute begins anew with each loss.
    dies();
    later(LOST.minus(SECOND));
    assertEquals(List.of(), missed());
  }

  @Test
  void aFrozenServerThatWakesIsMissedNoMore() {
    joins(FIRST_LIFE);
    dies();
    later(LOST);
    scripts.refused("lapsed", RenewNode.goingOn(FIRST_LIFE));
    assertEquals(List.of(NAME), missed());
    joins(FIRST_LIFE);
    assertEquals(List.of(), missed());
  }

  @Test
  void whoeverSaysGoodbyeIsNotMissedThoughItTakesAWhileToGo() {
    joins(FIRST_LIFE);
    EndNode goodbye = new EndNode(FIRST_LIFE, NAME);
    scripts.unchanged(() -> scripts.run(goodbye));
    scripts.unchanged(() -> scripts.run(goodbye));
    scripts.unchanged(() -> scripts.run(RenewNode.goingOn(FIRST_LIFE)));
    dies();
    later(LOST);
    assertEquals(List.of(), missed());
  }

  @Test
  void aLateGoodbyeDoesNotSpeakForWhoeverCameUnderTheSameName() {
    joins(FIRST_LIFE);
    joins(SECOND_LIFE);
    scripts.run(new EndNode(FIRST_LIFE, NAME));
    scripts.run(RenewNode.goingOn(SECOND_LIFE));
    dies();
    later(LOST);
    assertEquals(List.of(NAME), missed());
  }

  @Test
  void aServerThatIsMissedForHalfADayWasTakenAway() {
    joins(FIRST_LIFE);
    dies();
    later(Duration.ofHours(12).minus(SECOND));
    assertEquals(List.of(NAME), missed());
    later(SECOND);
    assertEquals(List.of(), missed());
    later(LOST.plus(SECOND));
    assertEquals(List.of(), missed());
  }

  @Test
  void aPresentThatIsBuiltAnewForgetsNobody() {
    joins(FIRST_LIFE);
    dies();
    scripts.run(new SuspendPresence()); // nobody has a lease until they have joined
    assertEquals(List.of(), missed());
    later(LOST);
    assertEquals(List.of(NAME), missed());
  }

  @Test
  void afterRedisWasLostWhoeverLivesIsKnownAgain() {
    TestCity city = new TestCity(STORES);
    Dispatcher looks = city.node("looks");
    Dispatcher other = city.node("other");
    city.pass(Duration.ofSeconds(2)); // both know the present that the second one built
    city.empty();
    looks.reconnected();
    other.reconnected();
    city.pass(Duration.ofSeconds(2));
    assertEquals(Set.of("looks", "other"), names(city));
  }

  @Test
  void aNodeThatEndedInGoodOrderIsNotMissedAndNeverJoinsAgain() {
    TestCity city = new TestCity(STORES);
    city.node("looks");
    Dispatcher ends = city.node("ends");
    city.pass(Duration.ofSeconds(2));
    city.get(() -> ends.chores().sayGoodbye());
    ends.reconnected();
    city.pass(Duration.ofSeconds(2));
    assertEquals(Set.of("looks"), names(city));
  }

  /** The servers that would be missed. */
  private static Set<String> names(TestCity city) {
    return city.get(() ->
        city.link()
            .send(Request.cmd(Command.HKEYS).arg(city.tag() + "names"))
            .map(all -> all.stream().map(Object::toString).collect(Collectors.toSet()))
            .toCompletionStage());
  }

  @Test
  void anAlarmSaysWhichServersAreMissedNow() {
    TestCity city = new TestCity(STORES);
    Dispatcher node = city.node("looks");
    say(city, node, Optional.of("甲机:8080"));
    Alarm first = city.get(node::alarms).getFirst();
    assertEquals(Optional.of("甲机:8080"), first.about());

    say(city, node, Optional.of("甲机:8080、乙机:8080"));
    Alarm both = city.get(node::alarms).getFirst();
    assertEquals(Optional.of("甲机:8080、乙机:8080"), both.about());
    assertEquals(first.id(), both.id());
    assertEquals(first.rung(), both.rung());

    say(city, node, Optional.empty());
    assertTrue(city.get(node::alarms).isEmpty());
  }

  private static void say(TestCity city, Dispatcher node, Optional<String> about) {
    CountyCode all = new CountyCode(city.code().value());
    Cause cause = new Cause("nodeLost", all, about.isPresent(), about);
    city.get(() -> node.chores().setCauses(List.of(cause)));
  }
}
