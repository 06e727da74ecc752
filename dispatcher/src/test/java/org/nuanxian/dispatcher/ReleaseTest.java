package org.nuanxian.dispatcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nuanxian.dispatcher.call.ViewCity;
import org.nuanxian.dispatcher.testing.TestCity;
import org.nuanxian.dispatcher.testing.TestCity.Seated;
import org.nuanxian.roster.Medium;
import org.nuanxian.roster.Seat;
import org.nuanxian.runtime.testing.Stores;

/** How a volunteer lets go of a contact, and who is asked then. */
class ReleaseTest {
  @RegisterExtension static final Stores STORES = Stores.with("roster", "dispatch");

  private TestCity city;
  private Dispatcher node;

  @BeforeEach
  void start() {
    city = new TestCity(STORES);
    node = city.node("a");
  }

  private Work work(Seated v) {
    return city.get(() -> node.work(v.id()));
  }

  private Place place(ContactId c) {
    return city.get(() -> node.place(c));
  }

  private List<ContactId> rung(Seated v) {
    return work(v).offers().stream().map(Ringing::contact).toList();
  }

  private Held accept(Seated v) {
    OfferId offer = work(v).offers().getFirst().id();
    return city.get(() -> node.accept(v.id(), v.connection(), offer));
  }

  private void setAside(Seated v, Held held) {
    city.get(() -> node.release().setAside(v.id(), v.connection(), held.id(), held.term()));
    city.settle();
  }

  private void stepBack(Seated v, Held held) {
    city.get(() -> node.release().stepBack(v.id(), v.connection(), held.id(), held.term()));
    city.settle();
  }

  @Test
  void whoeverStepsBackIsNeverAskedAgainNotEvenWithAnEmptyRedis() {
    Seated one = city.volunteer(node, city.east, 1);
    ContactId c = city.contact(node, city.east, Level.NONE);
    Held held = accept(one);
    stepBack(one, held);
    assertEquals(Stage.WAITING, place(c).stage());
    assertTrue(work(one).contacts().isEmpty());
    city.pass(Duration.ofMinutes(3));
    assertTrue(rung(one).isEmpty());
    Seated two = city.volunteer(node, city.east, 1);
    assertEquals(List.of(c), rung(two));
    stepBack(one, held); // a repeat whose answer was lost
    assertEquals(List.of(c), rung(two));
    Stored row = city.get(() -> city.record().find(List.of(c))).getFirst();
    assertEquals(Set.of(one.id()), row.avoid());
  }

  @Test
  void onlyTheHolderStepsBack() {
    Seated one = city.volunteer(node, city.east, 1);
    city.contact(node, city.east, Level.NONE);
    Held held = accept(one);
    Seated two = city.volunteer(node, city.east, 1);
    Refusal refusal = assertThrows(Refusal.class, () -> setAside(two, held));
    assertEquals(Refusal.STALE, refusal.code());
  }

  @Test
  void setAsideFreesTheSlotUntilTheNextWordAndTheSameVolunteerComesFirst() {
    Seated one = city.volunteer(node, city.east, 1);
    ContactId silent = city.contact(node, city.east, Level.NONE);
    Held held = accept(one);
    Seated other = city.volunteer(node, city.east, 1);
    setAside(one, held);
    setAside(one, held);
    assertTrue(place(silent).aside());
    city.pass(Duration.ofMinutes(2));
    assertTrue(rung(one).isEmpty() && rung(other).isEmpty());
    assertEquals(0, city.get(() -> node.queue()).getFirst().waiting());

    city.get(() -> node.release().wake(silent));
    city.settle();
    assertFalse(place(silent).aside());
    assertEquals(List.of(silent), rung(one));
    city.get(() -> node.release().wake(silent));
    assertEquals(silent, accept(one).id());
  }

  @Test
  void whenTheSameVolunteerIsBusySomebodyElseGoesOnAtTheHead() {
    Seated one = city.volunteer(node, city.east, 1);
    ContactId silent = city.contact(node, city.east, Level.NONE);
    setAside(one, accept(one));
    city.contact(node, city.east, Level.NONE);
    accept(one);
    ContactId earlier = city.contact(node, city.east, Level.NONE);
    city.get(() -> node.release().wake(silent));
    Seated two = city.volunteer(node, city.west, 1);
    assertEquals(List.of(silent), rung(two));
    assertEquals(Stage.WAITING, place(earlier).stage());
  }

  @Test
  void whoeverLostTheLineComesFirstWhenTheyAreBack() {
    Seated one = city.volunteer(node, city.east, 1);
    ContactId c = city.contact(node, city.east, Level.NONE);
    accept(one);
    Seated two = city.volunteer(node, city.east, 1);
    Seated three = city.volunteer(node, city.east, 1);
    city.get(() -> node.detach(one.id(), one.connection()));
    city.pass(Duration.ofSeconds(22));
    Seated rung = rung(two).isEmpty() ? three : two;
    assertEquals(List.of(c), rung(rung));
    ConnectionId back = new ConnectionId(UUID.randomUUID());
    city.get(() -> node.attach(one.id(), back, false));
    Wanted ready = Wanted.atDesk(Status.READY, Set.of(Medium.CHAT), 1);
    city.get(() -> node.setPresence(one.id(), back, ready));
    OfferId offer = work(rung).offers().getFirst().id();
    city.get(() -> node.decline(rung.id(), rung.connection(), offer));
    city.settle();
    assertEquals(List.of(c), rung(one));
  }

  @Test
  void nobodyInDangerIsSetAsideAndDangerEndsIt() {
    Seated one = city.volunteer(node, city.east, 1);
    ContactId c = city.contact(node, city.east, Level.NONE);
    setAside(one, accept(one));
    city.get(() -> node.danger(c));
    city.settle();
    assertFalse(place(c).aside());
    Held red = accept(one);
    Refusal refusal = assertThrows(Refusal.class, () -> setAside(one, red));
    assertEquals("red", refusal.code());
  }

  @Test
  void setAsideAndGoneIsClosedLikeAnybodyWhoWaits() {
    Seated one = city.volunteer(node, city.east, 1);
    ContactId c = city.contact(node, city.east, Level.NONE);
    setAside(one, accept(one));
    city.pass(Duration.ofMinutes(31));
    assertEquals(Stage.CLOSED, place(c).stage());
  }

  @Test
  void onCallComesAfterEveryDeskAndRingsLonger() {
    Seated home = city.volunteer(node, city.east, 1);
    Wanted onCall = new Wanted(Status.READY, Seat.ON_CALL, Set.of(Medium.CHAT), 1, false, false);
    city.get(() -> node.setPresence(home.id(), home.connection(), onCall));
    assertEquals(Seat.ON_CALL, work(home).seat());
    ContactId first = new ContactId(UUID.randomUUID());
    city.get(() -> node.open(city.opening(first, city.east, Level.RED, false)));
    assertEquals(List.of(first), rung(home));
    assertEquals(Staffing.ON_CALL_ONLY, place(first).staffing());
    city.pass(Duration.ofSeconds(80));
    assertEquals(List.of(first), rung(home));
    accept(home);

    Seated desk = city.volunteer(node, city.west, 1);
    Seated second = city.volunteer(node, city.east, 1);
    city.get(() -> node.setPresence(second.id(), second.connection(), onCall));
    ContactId next = city.contact(node, city.west, Level.RED);
    assertEquals(List.of(next), rung(desk));
  }

  @Test
  void theBoardShowsWhoIsOnWhoWaitsAndWhoTalks() {
    Seated one = city.volunteer(node, city.east, 1);
    ContactId talks = city.contact(node, city.east, Level.NONE);
    accept(one);
    ContactId waits = city.contact(node, city.east, Level.YELLOW);
    city.contact(node, city.west, Level.NONE);
    ViewCity.View view = city.get(() -> node.view(List.of(city.east)));
    assertEquals(List.of(one.id()), view.volunteers().stream().map(VolunteerState::id).toList());
    assertEquals(List.of(talks), view.volunteers().getFirst().held());
    assertEquals(
        Set.of(talks, waits), Set.copyOf(view.contacts().stream().map(ContactState::id).toList()));
  }
}
