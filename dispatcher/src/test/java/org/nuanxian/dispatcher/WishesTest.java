package org.nuanxian.dispatcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nuanxian.dispatcher.testing.TestCity;
import org.nuanxian.dispatcher.testing.TestCity.Seated;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.id.CountyCode;
import org.nuanxian.runtime.testing.Stores;

/** What a help seeker tells after opening counts as if it had been told before. */
class WishesTest {
  @RegisterExtension static final Stores STORES = Stores.with("roster", "dispatch");

  private TestCity city;
  private Dispatcher node;

  @BeforeEach
  void start() {
    city = new TestCity(STORES);
    node = city.node("a");
  }

  private List<ContactId> rungAt(Seated v) {
    return city.get(() -> node.work(v.id())).offers().stream().map(Ringing::contact).toList();
  }

  private void tell(ContactId contact, Wishes wishes) {
    city.get(() -> node.tell(contact, wishes));
    city.settle();
  }

  private static Wishes wishes(
      Optional<CountyCode> origin, Optional<Level> level, Optional<Boolean> avoidCounty) {
    return new Wishes(
        origin,
        level,
        LevelSource.SELF_REPORT,
        avoidCounty,
        Optional.empty(),
        Optional.empty(),
        Set.of());
  }

  @Test
  void anotherCountyListensAsSoonAsItIsWantedAndNobodyOfTheOwnIsRungAnyMore() {
    Seated near = city.volunteer(node, city.east, 1);
    Seated far = city.volunteer(node, city.west, 1);
    ContactId contact = city.contact(node, city.east, Level.NONE);
    assertEquals(List.of(contact), rungAt(near));
    tell(contact, wishes(Optional.empty(), Optional.empty(), Optional.of(true)));
    assertEquals(List.of(), rungAt(near));
    assertEquals(List.of(contact), rungAt(far));
  }

  @Test
  void aWishThatWasLostOnItsWayComesWithWhateverIsToldNext() {
    Seated near = city.volunteer(node, city.east, 1);
    Seated far = city.volunteer(node, city.west, 1);
    ContactId contact = city.contact(node, city.east, Level.NONE);
    // The node that wrote it down died before it could tell Redis.
    Wishes wish = wishes(Optional.empty(), Optional.empty(), Optional.of(true));
    city.get(() -> city.record().tell(contact, wish));
    city.get(() -> node.danger(contact));
    city.settle();
    assertEquals(List.of(), rungAt(near));
    assertEquals(List.of(contact), rungAt(far));
  }

  @Test
  void whoeverAgreesAfterAllIsHeardByTheOwnCounty() {
    Seated near = city.volunteer(node, city.east, 1);
    ContactId contact = city.contact(node, city.east, Level.NONE);
    tell(contact, wishes(Optional.empty(), Optional.empty(), Optional.of(true)));
    assertEquals(List.of(), rungAt(near));
    tell(contact, wishes(Optional.empty(), Optional.empty(), Optional.of(false)));
    assertEquals(List.of(contact), rungAt(near));
  }

  @Test
  void aCountyThatIsToldLaterRingsThere() {
    Seated east = city.volunteer(node, city.east, 1);
    Seated west = city.volunteer(node, city.west, 1);
    ContactId contact = city.contact(node, city.east, Level.NONE);
    assertEquals(List.of(contact), rungAt(east));
    assertEquals(List.of(), rungAt(west));
    tell(contact, wishes(Optional.of(city.west), Optional.empty(), Optional.empty()));
    assertEquals(List.of(), rungAt(east));
    assertEquals(List.of(contact), rungAt(west));
    List<CountyQueue> queue = city.get(() -> node.queue());
    assertEquals(
        List.of(0, 1),
        List.of(city.east, city.west).stream()
            .map(county ->
                queue.stream()
                    .filter(q -> q.county().equals(county))
                    .mapToInt(CountyQueue::waiting)
                    .sum())
            .toList());
  }

  @Test
  void somebodyToAvoidIsNotRungAnyMore() {
    Seated known = city.volunteer(node, city.east, 1);
    ContactId contact = city.contact(node, city.east, Level.NONE);
    Set<VolunteerId> avoid = Set.of(known.id());
    tell(
        contact,
        new Wishes(
            Optional.empty(),
            Optional.empty(),
            LevelSource.SELF_REPORT,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            avoid));
    assertEquals(List.of(), rungAt(known));
    Seated other = city.volunteer(node, city.east, 1);
    assertEquals(List.of(contact), rungAt(other));
  }

  @Test
  void whoIsRungIsToldWhyTheLevelIsWhatItIs() {
    Seated near = city.volunteer(node, city.east, 1);
    ContactId contact = city.contact(node, city.east, Level.BLUE);
    assertEquals(List.of("selfReport"), reasons(near));
    tell(contact, Wishes.raising(Level.YELLOW, LevelSource.CRISIS_WORD));
    assertEquals(List.of("crisisWord"), reasons(near));
    tell(contact, Wishes.raising(Level.BLUE, LevelSource.SELF_REPORT));
    assertEquals(List.of("crisisWord"), reasons(near));
  }

  private List<String> reasons(Seated v) {
    return city.get(() -> node.work(v.id())).offers().getFirst().reasons();
  }

  @Test
  void whatIsToldLaterRaisesTheLevelAndNeverLowersIt() {
    ContactId contact = city.contact(node, city.east, Level.BLUE);
    tell(contact, wishes(Optional.empty(), Optional.of(Level.YELLOW), Optional.empty()));
    assertEquals(Level.YELLOW, city.get(() -> node.place(contact)).level());
    tell(contact, wishes(Optional.empty(), Optional.of(Level.NONE), Optional.empty()));
    assertEquals(Level.YELLOW, city.get(() -> node.place(contact)).level());
    tell(contact, wishes(Optional.empty(), Optional.of(Level.RED), Optional.empty()));
    assertTrue(
        city.get(() -> node.alarms()).stream()
            .anyMatch(a -> a.contact().equals(Optional.of(contact))));
  }
}
