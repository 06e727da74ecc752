package org.nuanxian.dispatcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nuanxian.dispatcher.call.AssignContact;
import org.nuanxian.dispatcher.call.OpenContact;
import org.nuanxian.dispatcher.call.SetPresence;
import org.nuanxian.dispatcher.call.TakeNext;
import org.nuanxian.dispatcher.call.ViewNext;
import org.nuanxian.dispatcher.testing.Scripts;
import org.nuanxian.dispatcher.testing.TestCity;
import org.nuanxian.dispatcher.testing.TestCity.Seated;
import org.nuanxian.roster.Medium;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.id.CountyCode;
import org.nuanxian.runtime.testing.Stores;

/** Whoever takes for themselves (自己取) is rung for danger and long waits, and takes the others. */
class PullTest {
  @RegisterExtension static final Stores STORES = Stores.with("roster", "dispatch");

  private static final Instant FOR_EVER = Instant.ofEpochMilli(9_000_000_000_000L);
  private static final Duration LONG = TestCity.POLICY.city().offers().pull();

  private Scripts scripts;

  @BeforeEach
  void start() {
    scripts = new Scripts(STORES);
  }

  private void pulls(Seated v, int chats) {
    Wanted wanted = Wanted.atDesk(Status.READY, Set.of(Medium.CHAT), chats).pulling();
    scripts.run(new SetPresence(v.id(), v.connection(), wanted, FOR_EVER));
  }

  private Seated pulling(int chats) {
    Seated v = scripts.ready(chats);
    pulls(v, chats);
    return v;
  }

  private static TakeNext taking(Seated v) {
    return new TakeNext(v.id(), v.connection(), UUID.randomUUID());
  }

  private Optional<ContactId> taken(Seated v) {
    return scripts.run(taking(v)).state().map(ContactState::id);
  }

  private int waiting(Seated v) {
    return scripts.run(new ViewNext(v.id()));
  }

  private ContactId open(CountyCode county, Level level) {
    return scripts
        .run(new OpenContact(scripts.row(level, Medium.CHAT, county)))
        .state()
        .orElseThrow()
        .id();
  }

  @Test
  void onlyDangerAndWhoeverHasWaitedLongRings() {
    Seated v = pulling(3);
    scripts.open(Level.YELLOW);
    assertFalse(scripts.rings(v));
    scripts.open(Level.RED);
    assertTrue(scripts.rings(v));
    scripts.accept(v);
    scripts.pass(LONG.minusSeconds(2));
    assertFalse(scripts.rings(v));
    scripts.pass(Duration.ofSeconds(3));
    assertTrue(scripts.rings(v));
  }

  @Test
  void whoeverWaitsForARingIsRungFirstAlsoForDanger() {
    Seated puller = pulling(1);
    Seated ready = scripts.ready(1);
    Seated second = scripts.ready(1);
    scripts.open(Level.RED);
    assertFalse(scripts.rings(puller));
    assertTrue(scripts.rings(ready) && scripts.rings(second));
  }

  @Test
  void theNextIsTheOneThatMatchingWouldHaveGivenAndOneForEachTaking() {
    Seated v = pulling(2);
    assertEquals(Optional.empty(), taken(v));
    ContactId calm = scripts.open(Level.NONE);
    scripts.pass(Duration.ofSeconds(1));
    ContactId graver = scripts.open(Level.YELLOW);
    assertEquals(2, waiting(v));
    ContactState first = scripts.twice(taking(v));
    assertEquals(graver, first.id());
    assertEquals(Optional.of(v.id()), first.holder());
    assertEquals(Stage.ACTIVE, first.stage());
    assertEquals(Optional.of(calm), taken(v));
    assertEquals(0, waiting(v));
    scripts.open(Level.NONE);
    assertEquals(Optional.empty(), taken(v)); // no room for a third
  }

  @Test
  void whatRingsThereGoesFirstAndRingsNowhereElse() {
    Seated v = pulling(2);
    Seated other = pulling(1);
    scripts.open(Level.NONE);
    ContactId red = scripts.open(Level.RED);
    assertTrue(scripts.rings(v) && scripts.rings(other));
    assertEquals(Optional.of(red), taken(v));
    assertFalse(scripts.rings(other));
  }

  @Test
  void whoeverIsNotReadyTakesNobody() {
    Seated v = pulling(1);
    scripts.open(Level.NONE);
    scripts.run(Scripts.presence(v, Status.ON_BREAK, Set.of(Medium.CHAT), 1));
    assertEquals(0, waiting(v));
    scripts.refused(Refusal.NOT_READY, taking(v));
    Seated gone = new Seated(v.id(), new ConnectionId(UUID.randomUUID()));
    scripts.refused(Refusal.DISPLACED, taking(gone));
  }

  @Test
  void nobodyWaitsInAStepForSomebodyWhoTakesForThemselves() {
    pulling(1);
    Seated far = scripts.ready(scripts.city().west, Set.of(Medium.CHAT), 1);
    open(scripts.city().east, Level.NONE);
    assertTrue(scripts.rings(far));
  }

  @Test
  void whatASupervisorChoseRingsAllTheSame() {
    Seated v = pulling(1);
    ContactId c = scripts.open(Level.NONE);
    VolunteerId supervisor = new VolunteerId(UUID.randomUUID());
    scripts.run(new AssignContact(supervisor, c, v.id()));
    assertTrue(scripts.rings(v));
  }

  @Test
  void whoeverIsRungAgainIsRungAtOnce() {
    Seated v = pulling(1);
    scripts.open(Level.NONE);
    scripts.run(Scripts.presence(v, Status.READY, Set.of(Medium.CHAT), 1));
    assertTrue(scripts.rings(v));
  }

  @Test
  void theChoiceStandsOnAnotherNodeAndInAnEmptyRedis() {
    TestCity city = new TestCity(STORES);
    Dispatcher node = city.node("a");
    Seated v = city.volunteer(node, city.east, 1);
    Wanted wanted = Wanted.atDesk(Status.READY, Set.of(Medium.CHAT), 1).pulling();
    city.get(() -> node.setPresence(v.id(), v.connection(), wanted));
    Dispatcher other = city.node("b");
    ConnectionId newer = new ConnectionId(UUID.randomUUID());
    assertTrue(city.get(() -> other.attach(v.id(), newer, false)).pulls());
    city.get(() -> node.detach(v.id(), v.connection()));
    city.empty();
    city.pass(Duration.ofSeconds(3));
    assertTrue(city.get(() -> other.work(v.id())).pulls());
    city.contact(other, city.east, Level.NONE);
    assertEquals(List.of(), city.get(() -> other.work(v.id())).offers());
    Held taken =
        city.get(() -> other.pulling().take(v.id(), newer, UUID.randomUUID())).orElseThrow();
    assertEquals(List.of(taken), city.get(() -> other.work(v.id())).contacts());
  }
}
