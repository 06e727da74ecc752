package org.nuanxian.server.fault;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nuanxian.server.testing.Await;

/** Three nodes on one Redis and PostgreSQL, each of which is replaced while people talk. */
class RollingRestartTest {
  private static final int NODES = 3;
  private static final int RESTART = 1012; // the code with which a node that ends says goodbye

  @TempDir static Path temporary;
  private static Town town;

  @BeforeAll
  static void open() {
    // A node ends by saying so; one that is out of breath on a busy machine is another test's.
    Map<String, String> patient =
        Map.ofEntries(
            Map.entry("offer-chat", "5m"),
            Map.entry("grace", "30s"),
            Map.entry("node-lease", "30s"),
            Map.entry("socket-idle", "30s"),
            // Whoever goes without a goodbye is missed at once.
            Map.entry("node-lost", "1ms"),
            Map.entry("causes", "500ms"));
    town = Town.open(temporary.resolve("town"), patient, "a", "b", "c");
  }

  @AfterAll
  static void close() {
    town.close();
  }

  @Test
  void replacingEveryNodeOneAfterAnotherIsNoMoreThanAReconnect() {
    List<Talk> talks = new ArrayList<>();
    for (int n = 0; n < NODES; n++) {
      talks.add(talk(from(n), from(n + 1)));
    }
    List<Ringing> ringing =
        List.of(ring(from(0), from(1)), ring(from(2), from(0)), ring(from(1), from(2)));
    String county = town.county();
    List<SeekerClient> waiting = waiting(county);

    for (int n = 0; n < NODES; n++) {
      talks.forEach(talk -> talk.both(3));
      town.node(n).terminate();
      talks.forEach(talk -> talk.both(3));
      ringing.forEach(Ringing::awaitRings);
      town.node(n).start();
      talks.forEach(Talk::settle);
      ringing.forEach(Ringing::awaitRings);
    }

    talks.forEach(RollingRestartTest::check);
    for (Ringing each : ringing) {
      each.checkRungAgainOnlyForWhoCameBack();
      check(new Talk(each.seeker(), each.volunteer().acceptAll()).begin());
    }
    served(county, waiting);
    try (Ledger ledger = town.ledger()) {
      assertEquals(List.of(), ledger.serversMissedSoFar(), "each said goodbye");
    }
    town.empty();
  }

  private static Talk talk(List<URI> seekers, List<URI> volunteers) {
    String county = town.county();
    SeekerClient seeker = town.seeker(county, seekers);
    VolunteerClient volunteer = town.volunteer(county, 0, volunteers).ready(1);
    return new Talk(seeker, volunteer.acceptAll()).begin();
  }

  /** An order of all nodes that begins with this one. */
  private static List<URI> from(int n) {
    return town.at(n % NODES, (n + 1) % NODES, (n + 2) % NODES);
  }

  /** Somebody whose offer rings at a volunteer who takes their time. */
  private record Ringing(SeekerClient seeker, VolunteerClient volunteer) {
    void awaitRings() {
      Await.until("it rings", () -> volunteer.orElseTell(rings()));
    }

    /** Once when it began to ring; and whoever comes back is told what rings, once. */
    void checkRungAgainOnlyForWhoCameBack() {
      assertEquals(volunteer.welcomes(), volunteer.offered().size());
    }

    boolean rings() {
      return volunteer.ringing().containsValue(seeker.contact());
    }
  }

  private static Ringing ring(List<URI> seekers, List<URI> volunteers) {
    String county = town.county();
    VolunteerClient volunteer = town.volunteer(county, 0, volunteers).ready(1);
    Ringing ringing = new Ringing(town.seeker(county, seekers), volunteer);
    ringing.awaitRings();
    return ringing;
  }

  /** Some who wait in a county where nobody is, in this order. */
  private static List<SeekerClient> waiting(String county) {
    List<SeekerClient> waiting = new ArrayList<>();
    for (int n = 0; n < NODES; n++) {
      waiting.add(town.seeker(county, from(n)));
    }
    return waiting;
  }

  private static void served(String county, List<SeekerClient> waiting) {
    VolunteerClient late = town.volunteer(county, 0, from(0)).ready(waiting.size()).acceptAll();
    for (SeekerClient seeker : waiting) {
      new Talk(seeker, late).begin();
    }
    assertEquals(waiting.stream().map(SeekerClient::contact).toList(), late.offered());
  }

  private static void check(Talk talk) {
    SeekerClient seeker = talk.seeker();
    VolunteerClient volunteer = talk.volunteer();
    assertEquals(Set.of(seeker.contact()), Set.copyOf(volunteer.offered()));
    onlyCameBack(seeker);
    onlyCameBack(volunteer);
    try (Ledger ledger = town.ledger()) {
      ledger.check(seeker, volunteer);
      assertEquals(volunteer.id(), ledger.holder(seeker.contact()));
      assertFalse(ledger.givenUp(volunteer.id()), "nobody was declared gone");
      Await.until("it is on record", () -> ledger.count(seeker.contact(), "accepted") > 0);
      assertEquals(1, ledger.count(seeker.contact(), "accepted"), "and nobody changed hands");
    }
  }

  /** Each socket that a node closed was told so before, at most once for each node. */
  private static void onlyCameBack(Page page) {
    List<Integer> closings = page.closings();
    List<Integer> byNodes = closings.stream().filter(code -> code >= 0).toList();
    assertTrue(byNodes.size() <= NODES, "closed by " + closings);
    assertEquals(Set.of(), byNodes.stream().filter(code -> code != RESTART).collect(toSet()));
  }
}
