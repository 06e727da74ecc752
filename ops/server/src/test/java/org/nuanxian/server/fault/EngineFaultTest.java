package org.nuanxian.server.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nuanxian.server.testing.Await;
import org.nuanxian.server.testing.OwnEngines;
import org.nuanxian.server.testing.Signals;

/** The whole service on one machine: its engines die, with it or without, or all end in order. */
class EngineFaultTest {
  private static final int CROWD = 4;

  @TempDir static Path temporary;
  private static Town town;

  @BeforeAll
  static void open() throws IOException {
    town = Town.alone(temporary);
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
  void whenBothEnginesAreKilledTheServerStartsThemAgainAndTalkGoesOn() {
    String county = town.county();
    OwnEngines engines = town.engines();
    List<Long> before = engines.pids();
    Talk talk = talk(county);

    talk.both(5);
    engines.kill();
    talk.both(5);
    Await.until(
        "both were started again",
        () -> engines.running() && engines.pids().stream().noneMatch(before::contains));
    talk.settle();

    assertFalse(talk.seeker().showed("holderLost"));
    goesOn(talk, county);
  }

  @Test
  void whenEnginesAndServerAreKilledTogetherTheNextStartHasLostNothing() {
    String county = town.county();
    OwnEngines engines = town.engines();
    Talk talk = talk(county);

    talk.both(5);
    town.node(0).kill();
    engines.kill();
    talk.both(5);
    town.node(0).start();
    talk.settle();

    goesOn(talk, county);
  }

  @Test
  void aServerThatIsToldToEndUnderLoadEndsCleanlyAndEverybodyGoesOnAtTheNextStart() {
    List<Talk> talks = new ArrayList<>();
    for (int i = 0; i < CROWD; i++) {
      talks.add(talk(town.county()));
    }
    List<Long> engines = town.engines().pids();

    AtomicBoolean ended = new AtomicBoolean();
    Thread people = Thread.ofPlatform().start(() -> talkUntil(ended, talks));
    int status = town.node(0).terminate();
    ended.set(true);
    Await.until("nobody talks any more", () -> !people.isAlive());
    assertTrue(engines.stream().noneMatch(Signals::living));
    assertTrue(talks.stream().anyMatch(t -> !t.seeker().settled()), "there was a load");
    talks.forEach(talk -> talk.both(2));
    town.node(0).start();
    talks.forEach(Talk::settle);

    assertEquals(0, status);
    for (Talk talk : talks) {
      for (Page page : List.of(talk.seeker(), talk.volunteer())) {
        assertEquals(1012, page.closings().getFirst());
        assertEquals(1, page.restarts());
      }
      check(talk);
    }
  }

  /** Everybody says more as soon as they were answered, so that some is always on its way. */
  private static void talkUntil(AtomicBoolean ended, List<Talk> talks) {
    while (!ended.get()) {
      talks.forEach(talk -> talk.both(5));
      Await.until(
          "all were answered",
          () -> ended.get() || talks.stream().allMatch(talk -> talk.seeker().settled()));
    }
  }

  /** Two people of a county. */
  private static Talk talk(String county) {
    VolunteerClient volunteer = town.volunteer(county, 0, town.at(0)).ready(2).acceptAll();
    // Where nobody is there, those of other counties with room for one more are asked at once.
    Await.until("the volunteer is ready", () -> volunteer.status().equals("ready"));
    return new Talk(town.seeker(county, town.at(0)), volunteer).begin();
  }

  /** They talk on, and somebody new is served as well. */
  private static void goesOn(Talk talk, String county) {
    SeekerClient later = town.seeker(county, town.at(0));
    Await.until("who came later is served", () -> talk.volunteer().holds(later.contact()));
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
