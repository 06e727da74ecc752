package org.nuanxian.server.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nuanxian.runtime.testing.phone.Call;
import org.nuanxian.runtime.testing.phone.Pbx;
import org.nuanxian.runtime.testing.phone.Phone;
import org.nuanxian.server.testing.Await;
import org.nuanxian.server.testing.Node;

/** Calls through a real PBX to two nodes, either of which, or the PBX, is killed or frozen. */
class HotlineFaultTest {
  private static final int CALLER = 440;
  private static final int OTHER_CALLER = 620;
  private static final int FIRST = 900;
  private static final int SECOND = 1300;

  @TempDir static Path temporary;
  private static Pbx pbx;
  private static Town town;

  private final Phone world = Phone.anywhere();
  private final List<DeskPhone> desks = new ArrayList<>();

  @BeforeAll
  static void open() {
    pbx = Pbx.start(temporary.resolve("pbx"));
    pbx.shortWords("360800", "static-wait");
    try {
      town = Town.with(pbx, temporary.resolve("town"), "a", "b");
    } catch (RuntimeException | AssertionError e) {
      pbx.close();
      throw e;
    }
  }

  @AfterAll
  static void close() {
    town.close();
    pbx.close();
  }

  @AfterEach
  void sendEverybodyAway() {
    world.close();
    town.empty();
    desks.forEach(DeskPhone::close);
  }

  private Call call(String county) {
    Call call = world.call(pbx.sip(), "13800000001", county).awaitAnswer();
    call.sound().say(CALLER);
    return call;
  }

  private DeskPhone desk(VolunteerClient volunteer) {
    DeskPhone desk = DeskPhone.of(pbx, volunteer);
    desks.add(desk);
    return desk;
  }

  /** Each hears the other. */
  private static void talk(Call caller, int callersTone, Call volunteer, int volunteersTone) {
    Await.until("the caller hears", () -> caller.sound().hears(volunteersTone));
    Await.until("the volunteer hears", () -> volunteer.sound().hears(callersTone));
  }

  private static String held(VolunteerClient volunteer, Ledger ledger) {
    Await.until("it is on record", () -> ledger.heldBy(volunteer.id()).isPresent());
    return ledger.heldBy(volunteer.id()).orElseThrow();
  }

  @Test
  void aCallIsAnsweredAndEachHearsTheOther() {
    String county = town.county();
    VolunteerClient volunteer = town.volunteer(county, 0, town.at(1)).ready(1);
    DeskPhone desk = desk(volunteer);

    Call caller = call(county);
    Call answered = desk.answer(FIRST);
    talk(caller, CALLER, answered, FIRST);
    try (Ledger ledger = town.ledger()) {
      String contact = held(volunteer, ledger);
      Await.until("the console shows it", () -> volunteer.holds(contact));
      caller.hangUp();
      Await.until("the record is to be written", () -> ledger.stage(contact).equals("wrapUp"));
    }
    answered.awaitEnd();
  }

  @Test
  void whoeverPressesOneIsAnsweredFirst() {
    String county = town.county();
    VolunteerClient volunteer = town.volunteer(county, 0, town.at(0));
    DeskPhone desk = desk(volunteer);

    Call calm = call(county);
    Call inDanger = world.call(pbx.sip(), "13800000002", county).awaitAnswer();
    inDanger.sound().say(OTHER_CALLER).press('1');
    try (Ledger ledger = town.ledger()) {
      Await.until("the danger is on record", () -> ledger.inDanger(county) == 1);
    }
    volunteer.ready(1);

    Call answered = desk.answer(FIRST);
    talk(inDanger, OTHER_CALLER, answered, FIRST);
    assertFalse(calm.ended());
    assertTrue(calm.sound().hearsAnything());
    inDanger.hangUp();
    calm.hangUp();
  }

  @Test
  void whoHangsUpInTheQueueIsFollowedUpAndInDangerCalledBack() {
    String county = town.county();
    VolunteerClient volunteer = town.volunteer(county, 0, town.at(0));
    try (Ledger ledger = town.ledger()) {
      call(county).hangUp();
      Await.until("somebody is to look after them", () -> ledger.followUps(county).size() == 1);

      Call inDanger = call(county);
      inDanger.sound().press('1');
      Await.until("the danger is on record", () -> ledger.inDanger(county) == 1);
      inDanger.hangUp();
      Await.until("they are to be called", () -> ledger.toBeCalled(county).size() == 1);
      String contact = ledger.toBeCalled(county).getFirst();

      volunteer.ready(1).acceptAll();
      Await.until("a volunteer calls", () -> volunteer.holds(contact));
    }
  }

  @Test
  void aLineThatBreaksIsOfferedAgainAtOnceAndTheCallerIsNeverAlone() {
    String county = town.county();
    VolunteerClient volunteer = town.volunteer(county, 0, town.at(0)).ready(1);
    DeskPhone desk = desk(volunteer);
    Call caller = call(county);
    Call first = desk.answer(FIRST);
    talk(caller, CALLER, first, FIRST);

    first.hangUp(); // without a word of the console: as a page that was closed
    Call again = desk.answer(SECOND);

    talk(caller, CALLER, again, SECOND);
    assertFalse(caller.ended());
    caller.hangUp();
  }

  @Test
  void whoTakesTheNextByThemselvesIsFetchedByTheirTelephone() {
    String county = town.county();
    VolunteerClient volunteer = town.volunteer(county, 0, town.at(0));
    DeskPhone desk = desk(volunteer);
    volunteer.ask(
        new JsonObject()
            .put("type", "presence")
            .put("status", "ready")
            .put("media", JsonArray.of("voice"))
            .put("chats", 1)
            .put("pulls", true));
    Await.until("they take for themselves", () -> volunteer.status().equals("ready"));
    Call caller = call(county);
    try (Ledger ledger = town.ledger()) {
      Await.until("somebody waits", () -> ledger.waiting(county).size() == 1);
    }
    assertFalse(desk.rings());

    volunteer.ask(new JsonObject().put("type", "takeNext"));
    talk(caller, CALLER, desk.answer(FIRST), FIRST);
    caller.hangUp();
  }

  /** A telephone that sends no sound at all, as behind a broken network. */
  @Test
  void aCallerWithoutSoundIsServed() {
    String county = town.county();
    VolunteerClient volunteer = town.volunteer(county, 0, town.at(0)).ready(1);
    DeskPhone desk = desk(volunteer);
    Call caller = world.call(pbx.sip(), "anonymous", county);
    caller.sound().mute();
    caller.awaitAnswer();

    desk.answer(FIRST);
    Await.until("the caller hears", () -> caller.sound().hears(FIRST));
    caller.hangUp();
  }

  @Test
  void whoWaitsIsGivenOnFromOneVolunteerToAnother() {
    String county = town.county();
    VolunteerClient one = town.volunteer(county, 0, town.at(0)).ready(1);
    DeskPhone desk = desk(one);
    Call caller = call(county);
    Call first = desk.answer(FIRST);
    talk(caller, CALLER, first, FIRST);
    VolunteerClient other = town.volunteer(county, 1, town.at(1)).ready(1);
    DeskPhone next = desk(other);
    try (Ledger ledger = town.ledger()) {
      String contact = held(one, ledger);
      Await.until("the console shows it", () -> one.holds(contact));
      Await.until("the other is ready", () -> other.status().equals("ready"));
      one.handOver(contact, other.id());

      Call second = next.ringing();
      assertTrue(first.sound().hears(CALLER), "they talk on while it rings");
      second.answer().sound().say(SECOND);
      talk(caller, CALLER, second, SECOND);
      first.awaitEnd();
      Await.until("the other holds it", () -> ledger.holder(contact).equals(other.id()));
    }
    caller.hangUp();
  }

  @Test
  void aTalkGoesOnWithoutAnyServerAndItsEndIsLearnt() {
    String county = town.county();
    VolunteerClient volunteer = town.volunteer(county, 0, town.at(0, 1)).ready(1);
    DeskPhone desk = desk(volunteer);
    Call caller = call(county);
    Call answered = desk.answer(FIRST);
    talk(caller, CALLER, answered, FIRST);
    try (Ledger ledger = town.ledger()) {
      String contact = held(volunteer, ledger);
      Await.until("it is active", () -> ledger.stage(contact).equals("active"));
      town.node(0).kill();
      town.node(1).kill();
      caller.sound().say(OTHER_CALLER);
      talk(caller, OTHER_CALLER, answered, FIRST);
      town.node(0).start();
      town.node(1).start();
      Await.until("the console shows it", () -> volunteer.holds(contact));
      assertEquals("active", ledger.stage(contact));
      talk(caller, OTHER_CALLER, answered, FIRST);

      town.node(0).kill();
      town.node(1).kill();
      caller.hangUp();
      answered.hangUp();
      town.node(0).start();
      town.node(1).start();
      Await.until("its end is known", () -> ledger.stage(contact).equals("wrapUp"));
    }
  }

  @Test
  void whoWaitsWhenTheLastServerDiesIsGivenToTheTableAndBack() {
    String county = town.county();
    VolunteerClient volunteer = town.volunteer(county, 0, town.at(0, 1));
    Call caller = call(county);
    try (Ledger ledger = town.ledger();
        Phone duty = pbx.outside()) {
      Await.until("it waits", () -> ledger.waiting(county).size() == 1);
      String contact = ledger.waiting(county).getFirst();
      town.node(0).kill();
      town.node(1).kill();
      pbx.write("nuanxian/county/" + county + "/always", "13900000001");
      Call rung = duty.awaitCall();
      assertFalse(caller.ended());
      town.node(0).start();
      town.node(1).start();
      rung.refuse("486 Busy Here");

      volunteer.ready(1);
      DeskPhone desk = desk(volunteer);
      talk(caller, CALLER, desk.answer(FIRST), FIRST);
      assertEquals(contact, held(volunteer, ledger));
    }
    caller.hangUp();
  }

  @Test
  void anotherNodeTakesOverFromOneThatWasKilledAndFromOneThatFroze() {
    String county = town.county();
    VolunteerClient volunteer = town.volunteer(county, 0, town.at(0, 1)).ready(1);
    DeskPhone desk = desk(volunteer);
    Call caller = call(county);
    Call first = desk.answer(FIRST);
    talk(caller, CALLER, first, FIRST);
    int owner = owner();

    town.node(owner).freeze();
    first.hangUp(); // only the other node can hear of it
    Call second = desk.answer(SECOND);
    talk(caller, CALLER, second, SECOND);
    town.node(owner).wake();
    town.node(owner).awaitReady();
    assertEquals(1 - owner, owner());
    talk(caller, CALLER, second, SECOND);

    town.node(1 - owner).kill();
    second.hangUp();
    Call third = desk.answer(FIRST);
    talk(caller, CALLER, third, FIRST);
    town.node(1 - owner).start();
    caller.hangUp();
  }

  /** Which node speaks to the PBX. */
  private static int owner() {
    List<Integer> owners = new ArrayList<>();
    Await.until(
        "a node speaks to the PBX",
        () -> {
          owners.clear();
          for (int node = 0; node < 2; node++) {
            String figures = Node.get(town.node(node).admin().resolve("/metrics")).body();
            if (figures.contains(
                "nuanxian_hotline_mine{pbx=\"" + pbx.config("1=360802").id() + "\"} 1.0")) {
              owners.add(node);
            }
          }
          return owners.size() == 1;
        });
    return owners.getFirst();
  }

  @Test
  void aCallIsServedWithoutPostgresAndWrittenDownAfterwards() {
    String county = town.county();
    VolunteerClient volunteer = town.volunteer(county, 0, town.at(0)).ready(1);
    DeskPhone desk = desk(volunteer);
    Await.until("they are ready", () -> volunteer.status().equals("ready"));
    town.installation().postgres().stop();
    Call caller;
    try {
      caller = call(county);
      talk(caller, CALLER, desk.answer(FIRST), FIRST);
    } finally {
      town.installation().startPostgres();
    }
    try (Ledger ledger = town.ledger()) {
      String contact = held(volunteer, ledger);
      Await.until("it is active", () -> ledger.stage(contact).equals("active"));
      Await.until("the console shows it", () -> volunteer.holds(contact));
      caller.hangUp();
      Await.until("the record is to be written", () -> ledger.stage(contact).equals("wrapUp"));
    }
  }

  @Test
  void aPbxThatIsKilledAndStartedTakesCallsAgain() {
    String county = town.county();
    VolunteerClient volunteer = town.volunteer(county, 0, town.at(0)).ready(1);
    DeskPhone before = desk(volunteer);
    Call lost = call(county);
    talk(lost, CALLER, before.answer(FIRST), FIRST);
    try (Ledger ledger = town.ledger()) {
      String contact = held(volunteer, ledger);
      pbx.kill();
      pbx.restart();
      Await.until("its end is known", () -> ledger.stage(contact).equals("wrapUp"));
      volunteer.finish(contact);
    }
    DeskPhone desk = desk(volunteer);
    Call caller = call(county);
    talk(caller, CALLER, desk.answer(SECOND), SECOND);
    caller.hangUp();
  }
}
