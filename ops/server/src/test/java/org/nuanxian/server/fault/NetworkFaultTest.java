package org.nuanxian.server.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nuanxian.server.testing.Await;
import org.nuanxian.server.testing.Network;

/** Lines that break between people and one node, and a node that goes down in good order. */
class NetworkFaultTest {
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
  void whatWasTypedWhileTheNetworkWasCutArrivesOnceAndInOrder() {
    String county = town.county();
    Network near = town.network(0);
    Network far = town.network(0);
    SeekerClient seeker = town.seeker(county, List.of(near.base()));
    VolunteerClient volunteer = town.volunteer(county, 0, List.of(far.base())).ready(2);
    Talk talk = new Talk(seeker, volunteer.acceptAll()).begin();

    near.cut();
    talk.both(5);
    near.mend();
    talk.settle();
    far.silence();
    talk.both(5);
    Await.until("the console found its line dead", () -> !volunteer.closings().isEmpty());
    far.mend();
    talk.settle();
    for (int i = 0; i < 5; i++) {
      talk.both(2);
      near.breakOnce();
      far.breakOnce();
    }
    talk.settle();

    try (Ledger ledger = town.ledger()) {
      ledger.check(seeker, volunteer);
      assertEquals(volunteer.id(), ledger.holder(seeker.contact()));
    }
    assertEquals(seeker.texts(), volunteer.texts(seeker.contact()));
  }

  @Test
  void whenTheVolunteersBrowserDiesTheNextOneReadsEverythingAndThePersonIsTold() {
    String county = town.county();
    VolunteerClient first = town.volunteer(county, 0, town.at(0)).ready(1).acceptAll();
    SeekerClient seeker = town.seeker(county, town.at(0));
    Talk talk = new Talk(seeker, first).begin();
    talk.both(3);
    talk.settle();
    SeekerClient later = town.seeker(county, town.at(0));

    first.vanish();
    Await.until("the person is told", () -> seeker.showed("holderLost"));
    seeker.say("您还在吗?");
    Await.until("the person waits again", () -> seeker.inStage("waiting"));
    VolunteerClient second = town.volunteer(county, 1, town.at(0)).ready(1).acceptAll();
    Await.until("the contact goes on", () -> second.holds(seeker.contact()));
    assertEquals(seeker.contact(), second.offered().getFirst(), "from the head of the queue");
    assertTrue(later.inStage("waiting"));
    Talk next = new Talk(seeker, second);
    next.both(3);
    next.settle();

    try (Ledger ledger = town.ledger()) {
      ledger.check(seeker, first, second);
      assertEquals(second.id(), ledger.holder(seeker.contact()));
    }
    assertEquals(seeker.texts(), second.texts(seeker.contact()));
    assertTrue(seeker.shows("talking"));
  }
}
