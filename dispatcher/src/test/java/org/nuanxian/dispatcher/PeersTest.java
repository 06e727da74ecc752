package org.nuanxian.dispatcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nuanxian.dispatcher.testing.TestCity;
import org.nuanxian.dispatcher.testing.TestCity.Seated;
import org.nuanxian.roster.Medium;
import org.nuanxian.runtime.testing.Stores;

/** What has gone wrong elsewhere in the field and must not happen here, on two nodes. */
class PeersTest {
  @RegisterExtension static final Stores STORES = Stores.with("roster", "dispatch");

  private TestCity city;
  private Dispatcher one;
  private Dispatcher two;

  @BeforeEach
  void start() {
    city = new TestCity(STORES);
    one = city.node("one");
    two = city.node("two");
    city.pass(Duration.ofSeconds(1));
  }

  private Work work(Seated v) {
    return city.get(() -> one.work(v.id()));
  }

  private List<OfferId> offers(Seated v) {
    return work(v).offers().stream().map(Ringing::id).toList();
  }

  private Held accept(Dispatcher node, Seated v) {
    OfferId offer = offers(v).getFirst();
    return city.get(() -> node.accept(v.id(), v.connection(), offer));
  }

  /** The escalation of the red contact that waits; others may have begun beside it. */
  private Alarm redWaiting() {
    List<Alarm> all = city.get(() -> one.alarms());
    return all.stream()
        .filter(alarm -> alarm.kind().equals("redWaiting"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void nobodyIsRungForASecondContactWhileSomebodyElseIsIdle() {
    Seated busy = city.volunteer(one, city.east, 1);
    city.contact(one, city.east, Level.NONE);
    accept(one, busy);
    Seated idle = city.volunteer(two, city.east, 1);
    city.contact(two, city.east, Level.NONE);
    assertTrue(offers(busy).isEmpty());
    assertEquals(1, offers(idle).size());
  }

  @Test
  void nobodyGetsMoreThanAgreedWhenTwoNodesAssignAtOnce() {
    Seated v = city.volunteer(one, city.east, 3);
    List<ContactId> contacts = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      contacts.add(new ContactId(UUID.randomUUID()));
    }
    STORES.onLoop(() -> {
      List<Future<Void>> all = new ArrayList<>();
      for (int i = 0; i < contacts.size(); i++) {
        Dispatcher node = i % 2 == 0 ? one : two;
        all.add(
            Future.fromCompletionStage(
                node.open(city.opening(contacts.get(i), city.east, Level.NONE, false))));
      }
      return Future.all(all);
    });
    city.pass(Duration.ofSeconds(2));
    assertEquals(3, offers(v).size());
    for (OfferId offer : offers(v)) {
      city.get(() -> two.accept(v.id(), v.connection(), offer));
    }
    city.pass(Duration.ofSeconds(2));
    assertEquals(3, work(v).contacts().size());
    assertTrue(offers(v).isEmpty());
  }

  @Test
  void ofTwoWhoAcceptAtOnceOneHoldsItAndKeepsIt() {
    Seated a = city.volunteer(one, city.east, 1);
    Seated b = city.volunteer(two, city.east, 1);
    ContactId red = city.contact(one, city.east, Level.RED);
    OfferId atA = offers(a).getFirst();
    OfferId atB = offers(b).getFirst();
    List<String> answers = new ArrayList<>();
    STORES.onLoop(() -> {
      Future<Held> first = Future.fromCompletionStage(one.accept(a.id(), a.connection(), atA));
      Future<Held> second = Future.fromCompletionStage(two.accept(b.id(), b.connection(), atB));
      return Future.join(first, second)
          .otherwiseEmpty()
          .onComplete(done -> {
            answers.add(first.succeeded() ? "held" : first.cause().getMessage());
            answers.add(second.succeeded() ? "held" : second.cause().getMessage());
          });
    });
    assertEquals(1, answers.stream().filter("held"::equals).count(), answers.toString());
    Place before = city.get(() -> two.place(red));
    city.pass(Duration.ofSeconds(30));
    assertEquals(before.holder(), city.get(() -> one.place(red)).holder());
    assertEquals(before.term(), city.get(() -> one.place(red)).term());
  }

  @Test
  void theOldestIsNeverSkippedForEver() {
    ContactId oldest = city.contact(one, city.east, Level.NONE);
    Seated v = city.volunteer(one, city.east, 1);
    for (int i = 0; i < 4; i++) {
      city.contact(two, city.east, Level.NONE);
      city.pass(Duration.ofSeconds(5));
    }
    OfferId offer = offers(v).getFirst();
    assertEquals(oldest, work(v).offers().getFirst().contact());
    city.get(() -> one.decline(v.id(), v.connection(), offer));
    assertFalse(work(v).offers().getFirst().contact().equals(oldest));
    Held other = accept(one, v);
    city.pass(Duration.ofSeconds(61));
    city.get(() -> one.close(v.id(), v.connection(), other.id(), other.term(), Outcome.COMPLETED));
    city.get(() -> one.wrapUpDone(v.id(), v.connection(), other.id(), other.term() + 1));
    city.pass(Duration.ofSeconds(1));
    assertEquals(oldest, work(v).offers().getFirst().contact());
  }

  @Test
  void anOfferIsTakenOnlyIfSomebodyHasTheContact() {
    Seated v = city.volunteer(one, city.east, 1);
    ContactId c = city.contact(one, city.east, Level.NONE);
    OfferId late = offers(v).getFirst();
    city.pass(Duration.ofSeconds(31));
    Refusal gone =
        assertThrows(Refusal.class, () -> city.get(() -> one.accept(v.id(), v.connection(), late)));
    assertEquals(Refusal.OFFER_GONE, gone.code());
    city.pass(Duration.ofSeconds(25));
    assertEquals(c, work(v).offers().getFirst().contact());
  }

  @Test
  void aBrokenEntryIsPutAsideAndTheQueueGoesOn() {
    ContactId broken = city.contact(one, city.west, Level.RED);
    STORES.onLoop(() ->
        city.link()
            .send(
                Request.cmd(Command.HSET)
                    .arg(city.tag() + "c:" + broken)
                    .arg("body")
                    .arg("{\"id\":\"" + broken + "\"}")));
    STORES.onLoop(() ->
        city.link()
            .send(Request.cmd(Command.ZADD).arg(city.tag() + "due").arg("1").arg("nonsense:1")));
    ContactId good = city.contact(two, city.west, Level.RED);
    Seated v = city.volunteer(one, city.west, 1);
    city.pass(Duration.ofSeconds(2));
    assertEquals(good, work(v).offers().getFirst().contact());
    accept(one, v);
    Seated next = city.volunteer(one, city.west, 1);
    city.pass(Duration.ofSeconds(12));
    assertEquals(Stage.WAITING, city.get(() -> one.place(broken)).stage());
    assertEquals(broken, work(next).offers().getFirst().contact());
  }

  @Test
  void nobodyStaysReservedWhenTheOfferedContactEnds() {
    Seated v = city.volunteer(one, city.east, 1);
    ContactId leaves = city.contact(one, city.east, Level.NONE);
    ContactId stays = city.contact(two, city.east, Level.NONE);
    assertEquals(leaves, work(v).offers().getFirst().contact());
    city.get(() -> two.leave(leaves));
    city.settle();
    assertEquals(stays, work(v).offers().getFirst().contact());
  }

  @Test
  void whoIsGoneFromTheRoomIsGoneFromTheBoard() {
    Seated v = city.volunteer(two, city.east, 1);
    two.stop();
    city.pass(Duration.ofSeconds(30));
    assertEquals(Status.OFFLINE, work(v).status());
    ContactId c = city.contact(one, city.east, Level.NONE);
    assertTrue(offers(v).isEmpty());
    assertEquals(Stage.WAITING, city.get(() -> one.place(c)).stage());
  }

  @Test
  void whoIsPresentIsNeverMarkedAway() {
    Seated v = city.volunteer(two, city.east, 1);
    city.pass(Duration.ofMinutes(5));
    assertEquals(Status.READY, work(v).status());
  }

  @Test
  void whoCameBackAtAnotherNodeIsReadyAfterARebuildToo() {
    Seated v = city.volunteer(one, city.east, 3);
    city.get(() -> one.detach(v.id(), v.connection()));
    city.get(() -> two.attach(v.id(), new ConnectionId(UUID.randomUUID()), false));

    one.reconnected();
    city.pass(Duration.ofSeconds(2));
    assertEquals(Status.READY, work(v).status());
    city.empty();
    city.pass(Duration.ofSeconds(2));
    assertEquals(Status.READY, work(v).status());
    assertEquals(3, work(v).chats());
  }

  @Test
  void aNodeThatStartsLeavesWhatRingsRinging() {
    Seated v = city.volunteer(one, city.east, 1);
    city.contact(one, city.east, Level.NONE);
    List<OfferId> before = offers(v);

    Dispatcher three = city.node("three");
    city.settle();

    assertEquals(1, before.size());
    assertEquals(before, offers(v));
    assertTrue(three.ready());
  }

  @Test
  void aNodeThatStartsOnAnotherLifeOfRedisBuildsAnew() {
    Seated v = city.volunteer(one, city.east, 1);
    city.contact(one, city.east, Level.NONE);
    String era = city.get(() -> city.now().era());
    Request another = Request.cmd(Command.HSET).arg(city.tag() + "head").arg("life").arg("another");
    STORES.onLoop(() -> city.link().send(another));

    city.node("three");
    city.pass(Duration.ofSeconds(2));

    assertFalse(city.get(() -> city.now().era()).equals(era));
    assertEquals(1, offers(v).size(), "offered anew");
  }

  @Test
  void aHelpSeekerIsNotLeftAloneWhenTheVolunteerDrops() {
    Seated v = city.volunteer(one, city.east, 1);
    ContactId c = city.contact(one, city.east, Level.NONE);
    accept(one, v);
    Seated next = city.volunteer(two, city.west, 1);
    city.get(() -> one.detach(v.id(), v.connection()));
    assertTrue(city.get(() -> two.place(c)).holderLost());
    city.pass(Duration.ofSeconds(22));
    assertEquals(c, work(next).offers().getFirst().contact());
    assertTrue(work(next).offers().getFirst().returning());
  }

  @Test
  void aContactWithNobodyOnDutyIsKept() {
    ContactId c = city.contact(one, city.east, Level.NONE);
    ConnectionId page = new ConnectionId(UUID.randomUUID());
    city.get(() -> one.attachSeeker(c, page));
    city.pass(Duration.ofMinutes(45));
    Place place = city.get(() -> one.place(c));
    assertEquals(Stage.WAITING, place.stage());
    assertEquals(Staffing.NOBODY, place.staffing());
  }

  @Test
  void anEmptyRosterClimbsInsteadOfRingingForEver() {
    city.contact(one, city.east, Level.RED);
    int before = redWaiting().rung();
    city.pass(Duration.ofSeconds(62));
    assertEquals(before + 1, redWaiting().rung());
  }

  @Test
  void anAcknowledgedEscalationStillClimbs() {
    city.contact(one, city.east, Level.RED);
    Seated supervisor = city.volunteer(one, city.west, 1);
    AlarmId alarm = redWaiting().id();
    city.get(() -> one.acknowledge(supervisor.id(), alarm));
    city.pass(Duration.ofSeconds(100));
    assertEquals(0, redWaiting().rung());
    city.pass(Duration.ofSeconds(90));
    assertEquals(1, redWaiting().rung());
  }

  @Test
  void decliningAndExpiringAtOnceEndsTheOfferOnce() {
    Seated v = city.volunteer(one, city.east, 1);
    city.contact(one, city.east, Level.NONE);
    OfferId offer = offers(v).getFirst();
    city.pass(Duration.ofSeconds(31));
    city.get(() -> one.decline(v.id(), v.connection(), offer));
    city.get(() -> two.decline(v.id(), v.connection(), offer));
    city.pass(Duration.ofSeconds(25));
    assertEquals(1, offers(v).size());
  }

  @Test
  void nobodyIsOfferedAnythingAfterTheShift() {
    Seated v = city.volunteer(one, city.east, 1);
    city.duty().offShift(v.id());
    city.pass(Duration.ofSeconds(16));
    city.contact(one, city.east, Level.NONE);
    city.pass(Duration.ofSeconds(2));
    assertTrue(offers(v).isEmpty());
  }

  @Test
  void lesserCapacityNeverDropsWhatIsHeld() {
    Seated v = city.volunteer(one, city.east, 2);
    city.contact(one, city.east, Level.NONE);
    accept(one, v);
    city.get(() ->
        one.setPresence(
            v.id(), v.connection(), Wanted.atDesk(Status.ON_BREAK, Set.of(Medium.CHAT), 1)));
    assertEquals(1, work(v).contacts().size());
  }
}
