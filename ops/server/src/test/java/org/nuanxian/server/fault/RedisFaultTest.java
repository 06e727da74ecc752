package org.nuanxian.server.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nuanxian.server.testing.Await;
import org.nuanxian.server.testing.Signals;

/** Redis stands still, dies, forgets everything, or remembers what is no longer true. */
class RedisFaultTest {
  @TempDir static Path temporary;
  private static Town town;

  @BeforeAll
  static void open() {
    town = Town.open(temporary.resolve("town"), "a");
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
  void nobodyIsLostWhileRedisStandsStill() {
    String county = town.county();
    SeekerClient seeker = town.seeker(county, town.at(0));
    VolunteerClient volunteer = town.volunteer(county, 0, town.at(0)).ready(2);
    Talk talk = new Talk(seeker, volunteer.acceptAll()).begin();

    Signals.freeze(town.installation().redis().pid());
    long since = System.nanoTime();
    talk.both(3);
    talk.settle();
    SeekerClient meanwhile = town.seeker(county, town.at(0));
    Await.until(
        "ten seconds, longer than lease and grace together",
        () -> System.nanoTime() - since > Duration.ofSeconds(10).toNanos());
    Signals.wake(town.installation().redis().pid());
    Await.until("who came meanwhile is served", () -> volunteer.holds(meanwhile.contact()));
    talk.both(2);
    talk.settle();

    assertFalse(seeker.showed("holderLost"));
    assertEquals(List.of(seeker.contact(), meanwhile.contact()), volunteer.offered());
    assertEquals(List.of(), volunteer.closings());
    check(seeker, volunteer);
  }

  @Test
  void talkGoesOnWhileRedisIsDeadAndWhoCameMeanwhileIsServedAfterwards() {
    String county = town.county();
    SeekerClient seeker = town.seeker(county, town.at(0));
    VolunteerClient volunteer = town.volunteer(county, 0, town.at(0)).ready(2);
    Talk talk = new Talk(seeker, volunteer.acceptAll()).begin();

    Signals.kill(town.installation().redis().pid());
    talk.both(3);
    talk.settle();
    SeekerClient meanwhile = town.seeker(county, town.at(0));
    town.installation().startRedis();
    Await.until("who came meanwhile is served", () -> volunteer.holds(meanwhile.contact()));
    talk.both(2);
    talk.settle();

    assertFalse(seeker.showed("holderLost"));
    check(seeker, volunteer);
  }

  @Test
  void whenRedisIsEmptiedWhoIsInDangerIsStillFirst() {
    String county = town.county();
    VolunteerClient busy = town.volunteer(county, 0, town.at(0)).ready(1);
    SeekerClient talking = town.seeker(county, town.at(0));
    Talk talk = new Talk(talking, busy.acceptAll()).begin();
    SeekerClient early = town.seeker(county, town.at(0));
    SeekerClient red = town.seeker(county, "plan", town.at(0));
    SeekerClient late = town.seeker(county, town.at(0));

    assertEquals("OK", town.installation().redis("FLUSHALL"));
    talk.both(3);
    talk.settle();
    VolunteerClient free = town.volunteer(county, 1, town.at(0)).ready(1).acceptAll();
    Await.until("red is served", () -> free.holds(red.contact()));
    free.ready(2);
    Await.until("then the longest waiting", () -> free.holds(early.contact()));
    free.ready(3);
    Await.until("then the rest", () -> free.holds(late.contact()));

    assertEquals(List.of(red.contact(), early.contact(), late.contact()), free.offered());
    assertFalse(talking.showed("holderLost"));
    talk.both(1);
    talk.settle();
    check(talking, busy);
  }

  @Test
  void whenRedisIsSetBackPostgresKnowsBetter() throws IOException {
    String county = town.county();
    VolunteerClient first = town.volunteer(county, 0, town.at(0)).ready(1);
    SeekerClient over = town.seeker(county, town.at(0));
    new Talk(over, first.acceptAll()).begin();
    SeekerClient waiting = town.seeker(county, town.at(0));
    Path file = town.installation().appendOnlyFile();
    Path copy = temporary.resolve("earlier.aof");
    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);

    VolunteerClient second = town.volunteer(county, 1, town.at(0)).ready(1).acceptAll();
    Talk talk = new Talk(waiting, second).begin();
    first.finish(over.contact());
    Await.until("it is over", () -> over.inStage("closed"));
    Signals.kill(town.installation().redis().pid());
    talk.both(2);
    Files.copy(copy, file, StandardCopyOption.REPLACE_EXISTING);
    town.installation().startRedis();
    SeekerClient fresh = town.seeker(county, town.at(0));
    Await.until("life goes on", () -> first.holds(fresh.contact()));
    talk.both(2);
    talk.settle();

    assertEquals(List.of(over.contact(), fresh.contact()), first.offered());
    assertEquals(List.of(waiting.contact()), second.offered());
    assertFalse(first.holds(over.contact()));
    assertTrue(over.inStage("closed"));
    check(waiting, second);
  }

  private static void check(SeekerClient seeker, VolunteerClient volunteer) {
    try (Ledger ledger = town.ledger()) {
      ledger.check(seeker, volunteer);
      assertEquals(volunteer.id(), ledger.holder(seeker.contact()));
    }
    assertEquals(seeker.texts(), volunteer.texts(seeker.contact()));
  }
}
