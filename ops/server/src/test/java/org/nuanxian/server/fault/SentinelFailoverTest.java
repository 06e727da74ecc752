package org.nuanxian.server.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nuanxian.runtime.testing.Sentinels;
import org.nuanxian.server.testing.Await;
import org.nuanxian.server.testing.Installation;

/** Two nodes on a Redis whose master dies while people talk and come; a replica takes its place. */
class SentinelFailoverTest {
  private static final int COMING = 8; // one volunteer takes ten at most

  @TempDir static Path temporary;
  private static Sentinels sentinels;
  private static Town town;

  @BeforeAll
  static void open() {
    sentinels = new Sentinels(temporary.resolve("redis"), Installation.binaries());
    town = Town.behind(sentinels, temporary.resolve("town"), "a", "b");
  }

  @AfterAll
  static void close() {
    town.close();
    sentinels.close();
  }

  @Test
  void whenTheMasterDiesTalkGoesOnAndWhoeverComesIsServedInTheirTurn() {
    List<Talk> talks = List.of(talk(0, 1), talk(1, 0));
    String county = town.county();
    SeekerClient before = town.seeker(county, town.at(0));
    VolunteerClient rung = town.volunteer(county, 0, town.at(1)).ready(1);
    Await.until("it rings", () -> rung.ringing().containsValue(before.contact()));
    String busy = town.county();
    CompletableFuture<List<SeekerClient>> coming =
        CompletableFuture.supplyAsync(() -> coming(busy));
    talks.forEach(talk -> talk.both(5));

    sentinels.killFirstSentinel();
    sentinels.killMaster();
    talks.forEach(talk -> talk.both(5));
    List<SeekerClient> came = coming.join();
    Await.until("both nodes serve again", () -> town.node(0).ready() && town.node(1).ready());
    talks.forEach(talk -> talk.both(2));
    talks.forEach(Talk::settle);
    VolunteerClient late = town.volunteer(busy, 0, town.at(0)).ready(COMING).acceptAll();
    List<Talk> fresh = came.stream().map(seeker -> new Talk(seeker, late).begin()).toList();

    assertEquals(came.stream().map(SeekerClient::contact).toList(), late.offered());
    talks.forEach(SentinelFailoverTest::check);
    fresh.forEach(SentinelFailoverTest::check);
    check(new Talk(before, rung.acceptAll()).begin());
    town.empty();
  }

  private static Talk talk(int seekers, int volunteers) {
    String county = town.county();
    VolunteerClient volunteer = town.volunteer(county, 0, town.at(volunteers, seekers)).ready(1);
    SeekerClient seeker = town.seeker(county, town.at(seekers, volunteers));
    return new Talk(seeker, volunteer.acceptAll()).begin();
  }

  /** People who come one after the other, before, while and after nobody is master. */
  private static List<SeekerClient> coming(String county) {
    List<SeekerClient> came = new ArrayList<>();
    for (int n = 0; n < COMING; n++) {
      came.add(town.seeker(county, town.at(n % 2, (n + 1) % 2)));
    }
    return came;
  }

  private static void check(Talk talk) {
    SeekerClient seeker = talk.seeker();
    VolunteerClient volunteer = talk.volunteer();
    try (Ledger ledger = town.ledger()) {
      ledger.check(seeker, volunteer);
      assertEquals(volunteer.id(), ledger.holder(seeker.contact()));
    }
    assertEquals(seeker.texts(), volunteer.texts(seeker.contact()));
    assertTrue(volunteer.closings().isEmpty(), "nobody lost a connection");
  }
}
