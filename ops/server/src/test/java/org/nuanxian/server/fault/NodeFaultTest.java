package org.nuanxian.server.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nuanxian.server.testing.Await;

/** Two nodes on one Redis and PostgreSQL, of which one is killed, frozen or sent away. */
class NodeFaultTest {
  @TempDir static Path temporary;
  private static Town town;

  @BeforeAll
  static void open() {
    Map<String, String> watchful = Map.of("node-lost", "1s", "causes", "1s");
    town = Town.open(temporary.resolve("town"), watchful, "a", "b");
  }

  @AfterAll
  static void close() {
    town.close();
  }

  @AfterEach
  void sendEverybodyAway() {
    town.empty();
  }

  @Test
  void aServerThatWasKilledAndStartedAgainHasLostNothing() {
    String county = town.county();
    SeekerClient seeker = town.seeker(county, town.at(0));
    VolunteerClient volunteer = town.volunteer(county, 0, town.at(0)).ready(1);
    Talk talk = new Talk(seeker, volunteer.acceptAll()).begin();
    SeekerClient waiting = town.seeker(county, town.at(0));

    talk.both(5);
    town.node(0).kill();
    talk.both(5);
    town.node(0).start();
    talk.settle();
    Await.until("they go on", () -> volunteer.holds(seeker.contact()));
    talk.both(2);
    talk.settle();

    assertFalse(volunteer.holds(waiting.contact()), "capacity is one");
    check(seeker, volunteer);
  }

  @Test
  void aServerThatIsKilledIsMissedByItsNameUntilItIsStartedAgain() {
    try (Ledger ledger = town.ledger()) {
      Await.until("nobody is missed", () -> ledger.missedServers().isEmpty());
      town.node(1).kill();
      Await.until("it is missed", () -> ledger.missedServers().isPresent());
      String name = ledger.missedServers().orElseThrow();
      assertTrue(name.endsWith(":" + town.node(1).base().getPort()), name);
      town.node(1).start();
      Await.until("it is missed no more", () -> ledger.missedServers().isEmpty());
    }
  }

  @Test
  void whenOneOfTwoNodesIsKilledItsPeopleGoOnAtTheOther() {
    String county = town.county();
    SeekerClient seeker = town.seeker(county, town.at(0, 1));
    VolunteerClient volunteer = town.volunteer(county, 0, town.at(1, 0)).ready(1);
    Talk talk = new Talk(seeker, volunteer.acceptAll()).begin();

    talk.both(5);
    town.node(1).kill();
    talk.both(5);
    talk.settle();
    town.node(1).start();

    check(seeker, volunteer);
    assertTrue(volunteer.closings().size() >= 1);
  }

  @Test
  void aNodeThatWokeUpDoesNotSpeakForAContactThatWentOnWithoutIt() {
    String county = town.county();
    SeekerClient seeker = town.seeker(county, town.at(1));
    VolunteerClient asleep = town.volunteer(county, 0, town.at(0)).ready(1).acceptAll();
    Talk talk = new Talk(seeker, asleep).begin();
    VolunteerClient awake = town.volunteer(county, 1, town.at(1)).ready(1).acceptAll();

    town.node(0).freeze();
    String late = asleep.say(seeker.contact(), "我还在");
    Await.until("the contact is with the other", () -> awake.holds(seeker.contact()));
    Talk next = new Talk(seeker, awake).begin();
    next.both(2);
    town.node(0).wake();
    next.both(2);
    Await.until(
        "the woken node was told no",
        () -> asleep.orElseTell(asleep.refusal(seeker.contact(), late).isPresent()));
    next.settle();

    assertEquals(Optional.of("not-holder"), asleep.refusal(seeker.contact(), late));
    assertFalse(asleep.holds(seeker.contact()));
    assertTrue(seeker.showed("holderLost"));
    check(seeker, awake);
    assertEquals(List.of(), talk.volunteer().faults());
    town.node(0).awaitReady();
    try (Ledger ledger = town.ledger()) {
      Await.until("who woke is not missed", () -> ledger.missedServers().isEmpty());
    }
  }

  @Test
  void theSameMessageSentToTwoNodesIsWrittenOnce() {
    String county = town.county();
    SeekerClient here = town.seeker(county, town.at(0));
    SeekerClient there = town.tab(here, town.at(1));
    VolunteerClient volunteer = town.volunteer(county, 0, town.at(0)).ready(1);
    Talk talk = new Talk(here, volunteer.acceptAll()).begin();
    Await.until("both tabs are open", () -> here.here() && there.here());

    for (int i = 0; i < 20; i++) {
      String id = UUID.randomUUID().toString();
      here.sayAs(id, "一次 " + i);
      there.sayAs(id, "一次 " + i);
    }
    talk.settle();
    Await.until("the other tab was answered", there::settled);
    Await.until("the other tab saw the same", () -> there.texts().equals(here.texts()));

    assertEquals(22, here.texts().size());
    assertEquals(List.of(), there.faults());
    check(here, volunteer);
  }

  @Test
  void bothEndsMayDrawTheSameId() {
    String county = town.county();
    SeekerClient seeker = town.seeker(county, town.at(0));
    VolunteerClient volunteer = town.volunteer(county, 0, town.at(1)).ready(1);
    Talk talk = new Talk(seeker, volunteer.acceptAll()).begin();

    for (int i = 0; i < 10; i++) {
      String id = UUID.randomUUID().toString();
      seeker.sayAs(id, "甲 " + i);
      volunteer.sayAs(id, seeker.contact(), "乙 " + i);
    }
    talk.settle();

    assertEquals(22, seeker.texts().size());
    check(seeker, volunteer);
  }

  @Test
  void aNodeThatIsToldToEndSendsPeopleAwayInGoodOrder() {
    String county = town.county();
    SeekerClient seeker = town.seeker(county, town.at(0, 1));
    VolunteerClient volunteer = town.volunteer(county, 0, town.at(0, 1)).ready(1);
    Talk talk = new Talk(seeker, volunteer.acceptAll()).begin();

    talk.both(5);
    long before = System.nanoTime();
    int status = town.node(0).terminate();
    long took = System.nanoTime() - before;
    assertEquals(1, Integer.parseInt(town.installation().redis("HLEN {360800}:names")));
    talk.both(5);
    talk.settle();
    town.node(0).start();

    assertEquals(0, status);
    assertTrue(took < Duration.ofSeconds(10).toNanos(), "took " + Duration.ofNanos(took));
    assertEquals(1012, seeker.closings().getFirst());
    assertEquals(1012, volunteer.closings().getFirst());
    assertTrue(seeker.restarts() == 1 && volunteer.restarts() == 1);
    check(seeker, volunteer);
  }

  @Test
  void whenOneOfTwoWhoAreRungForRedVanishesTheOtherCanStillAccept() {
    String county = town.county();
    redIsTakenByTheOther(county, VolunteerClient::vanish);
  }

  @Test
  void whenTheNodeOfOneOfTwoWhoAreRungForRedIsKilledTheOtherCanStillAccept() {
    String county = town.county();
    redIsTakenByTheOther(county, lost -> town.node(0).kill());
    town.node(0).start();
  }

  @Test
  void whenTheNodeOfWhoeverHandsOverIsKilledTheOtherGoesOn() {
    String county = town.county();
    SeekerClient seeker = town.seeker(county, town.at(1));
    VolunteerClient giver = town.volunteer(county, 0, town.at(0)).ready(1).acceptAll();
    Talk talk = new Talk(seeker, giver).begin();
    talk.both(2);
    talk.settle();
    VolunteerClient other = town.volunteer(county, 1, town.at(1)).ready(1);
    Await.until("the other is ready", () -> isReady(other));
    giver.handOver(seeker.contact(), other.id());
    Await.until("the other is rung", () -> rings(other, seeker));

    town.node(0).kill();
    Talk next = new Talk(seeker, other.acceptAll()).begin();
    next.both(2);
    next.settle();
    town.node(0).start();

    check(seeker, other);
  }

  @Test
  void aWhisperWrittenByANodeThatWasKilledBeforeItsAckIsThereOnce() {
    String county = town.county();
    SeekerClient seeker = town.seeker(county, town.at(1));
    VolunteerClient volunteer = town.volunteer(county, 0, town.at(1)).ready(1);
    Talk talk = new Talk(seeker, volunteer.acceptAll()).begin();
    talk.settle();
    try (VolunteerClient supervisor = town.supervisor(county, town.at(0, 1));
        Ledger holding = town.ledger();
        Ledger ledger = town.ledger()) {
      String first = supervisor.whisper(seeker.contact(), "一");
      Await.until("it is acknowledged", () -> supervisor.answerTo(first).isPresent());

      holding.hold(seeker.contact());
      String second = supervisor.whisper(seeker.contact(), "二");
      Await.until("it is about to be written", () -> ledger.waits("write_whisper"));
      town.node(0).kill();
      holding.release(); // PostgreSQL writes it down, and nobody is there to say so
      String third = supervisor.whisper(seeker.contact(), "三");
      Await.until(
          "all are acknowledged",
          () -> supervisor.answerTo(second).isPresent() && supervisor.answerTo(third).isPresent());
      Await.until(
          "the volunteer has each once and in order",
          () -> volunteer.whispers(seeker.contact()).equals(List.of("一", "二", "三")));
      town.node(0).start();

      assertEquals("ack", supervisor.answerTo(second).orElseThrow().getString("type"));
      assertEquals(2, supervisor.answerTo(second).orElseThrow().getLong("number"));
      assertEquals(3, ledger.whispers(seeker.contact()));
      assertEquals(List.of(), supervisor.faults());
    }
    check(seeker, volunteer);
  }

  @Test
  void aCallThatReachedNobodyCountsOnceThoughTheNodeDiesBeforeItsAck() throws Exception {
    String county = town.county();
    SeekerClient seeker = town.seeker(county, town.at(1));
    seeker.leaveNumber("13800000000");
    VolunteerClient volunteer = town.volunteer(county, 0, town.at(0, 1)).ready(1).acceptAll();
    Await.until("it is theirs to call", () -> volunteer.holds(seeker.contact()));
    try (Ledger holding = town.ledger();
        Ledger ledger = town.ledger()) {
      long term = ledger.term(seeker.contact());
      holding.hold(seeker.contact());
      String called =
          volunteer.ask(
              new JsonObject()
                  .put("type", "called")
                  .put("contactId", seeker.contact())
                  .put("term", term)
                  .put("result", "noAnswer"));
      Await.until("it is about to be written", () -> ledger.waits("ORDER BY id FOR UPDATE"));
      town.node(0).kill();
      holding.release(); // PostgreSQL writes it down, and nobody is there to say so
      Await.until("it is acknowledged", () -> volunteer.answerTo(called).isPresent());
      town.node(0).start();

      assertEquals("ack", volunteer.answerTo(called).orElseThrow().getString("type"));
      assertEquals(List.of("noAnswer"), ledger.calls(seeker.contact()));
      assertEquals("", ledger.holder(seeker.contact()), "they wait to be called again");
    }
    town.tab(seeker, town.at(1)).leave();
  }

  private static void redIsTakenByTheOther(String county, Consumer<VolunteerClient> loss) {
    VolunteerClient lost = town.volunteer(county, 0, town.at(0)).ready(1);
    VolunteerClient other = town.volunteer(county, 1, town.at(1)).ready(1);
    Await.until("both are ready", () -> isReady(lost) && isReady(other));
    SeekerClient red = town.seeker(county, "plan", town.at(1));
    Await.until("two are rung at once", () -> rings(lost, red) && rings(other, red));

    loss.accept(lost);
    try (Ledger ledger = town.ledger()) {
      Await.until("one of them is given up", () -> ledger.givenUp(lost.id()));
      Talk talk = new Talk(red, other.acceptAll()).begin();
      talk.both(2);
      talk.settle();

      assertEquals(0, ledger.redAlone(red.contact()));
    }
    check(red, other);
  }

  private static boolean isReady(VolunteerClient volunteer) {
    return volunteer.status().equals("ready");
  }

  private static boolean rings(VolunteerClient volunteer, SeekerClient seeker) {
    return volunteer.ringing().containsValue(seeker.contact());
  }

  private static void check(SeekerClient seeker, VolunteerClient volunteer) {
    try (Ledger ledger = town.ledger()) {
      ledger.check(seeker, volunteer);
      assertEquals(volunteer.id(), ledger.holder(seeker.contact()));
    }
    assertEquals(seeker.texts(), volunteer.texts(seeker.contact()));
  }
}
