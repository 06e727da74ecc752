package org.nuanxian.server.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nuanxian.server.testing.Await;
import org.nuanxian.server.testing.Network;
import org.nuanxian.server.testing.Node;

/** One of two nodes loses a store that the other one still reaches. */
class SeveredNodeTest {
  @TempDir static Path temporary;
  private static Network redis;
  private static Network postgres;
  private static Town town;

  @BeforeAll
  static void open() {
    town = Town.open(temporary.resolve("town"), "whole");
    redis = Network.before(town.installation().redis().port());
    postgres = Network.before(town.installation().postgres().config().port());
    town.installation().through(redis, postgres);
    town.add("severed");
  }

  @AfterAll
  static void close() {
    town.close();
    redis.close();
    postgres.close();
  }

  @AfterEach
  void sendEverybodyAway() {
    town.empty();
  }

  @Test
  void withoutRedisItSaysSoKeepsTalkGoingAndHealsItself() throws IOException {
    Talk talk = talk(1);
    Talk elsewhere = talk(0);

    redis.cut();
    awaitNamed("redis");
    talk.both(3);
    talk.settle();
    elsewhere.both(2);
    elsewhere.settle();
    Talk meanwhile = talk(0);
    assertTrue(town.node(0).ready(), "the other node goes on");
    assertTrue(Files.readString(town.node(1).log()).contains("redis commands"), "the log says it");
    redis.mend();

    healed(talk);
    check(elsewhere);
    check(meanwhile);
  }

  @Test
  void withoutPostgresItSaysSoAcknowledgesNothingAndHealsItself() throws IOException {
    Talk talk = talk(1);
    Talk elsewhere = talk(0);
    int before = talk.seeker().texts().size();

    postgres.cut();
    awaitNamed("postgres");
    talk.both(3);
    var asked = town.person(town.county(), "none").request(UUID.randomUUID().toString());
    var told = SeekerClient.request(town.at(1).getFirst(), asked);
    assertEquals(503, told.statusCode(), told.body());
    assertTrue(told.body().contains("12356"), "the numbers to call meanwhile: " + told.body());
    assertEquals(before, talk.seeker().texts().size(), "nothing was acknowledged");
    elsewhere.both(2);
    elsewhere.settle();
    assertTrue(town.node(0).ready(), "the other node goes on");
    postgres.mend();

    healed(talk);
    assertEquals(before + 10, talk.seeker().texts().size(), "each once");
    check(elsewhere);
  }

  private static Talk talk(int node) {
    String county = town.county();
    VolunteerClient volunteer = town.volunteer(county, 0, town.at(node)).ready(1);
    SeekerClient seeker = town.seeker(county, town.at(node));
    return new Talk(seeker, volunteer.acceptAll()).begin();
  }

  private static void awaitNamed(String store) throws IOException {
    String down = "{\"id\":\"" + store + "\",\"status\":\"DOWN\"";
    Await.until(
        "it is named",
        () -> Node.get(town.node(1).admin().resolve("/readyz")).body().contains(down));
  }

  /** The node serves again, and whoever talked there is together, if need be anew. */
  private static void healed(Talk talk) {
    town.node(1).awaitReady();
    Await.until("they are together", () -> talk.volunteer().holds(talk.seeker().contact()));
    talk.both(2);
    talk.settle();
    check(talk);
  }

  private static void check(Talk talk) {
    try (Ledger ledger = town.ledger()) {
      ledger.check(talk.seeker(), talk.volunteer());
      assertEquals(talk.volunteer().id(), ledger.holder(talk.seeker().contact()));
    }
  }
}
