package org.nuanxian.dispatcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nuanxian.dispatcher.call.AcceptOffer;
import org.nuanxian.dispatcher.call.ListContacts;
import org.nuanxian.dispatcher.call.OpenContact;
import org.nuanxian.dispatcher.call.StepBack;
import org.nuanxian.dispatcher.testing.TestCity;
import org.nuanxian.dispatcher.testing.TestCity.Seated;
import org.nuanxian.runtime.testing.Stores;

/**
 * A contact that is over and queued once more: the script that opens it reaches Redis when Redis
 * has forgotten it, and the node that sent it does not live to hear of that.
 */
class QueuedLateTest {
  @RegisterExtension static final Stores STORES = Stores.with("roster", "dispatch");

  private TestCity city;
  private Dispatcher node;

  @BeforeEach
  void start() {
    city = new TestCity(STORES);
    node = city.node("a");
  }

  private Stored row(ContactId contact) {
    return city.get(() -> city.record().find(List.of(contact))).getFirst();
  }

  private OfferId rung(Seated v, ContactId contact) {
    Ringing offer = city.get(() -> node.work(v.id())).offers().getFirst();
    assertEquals(contact, offer.contact());
    return offer.id();
  }

  private Held accept(Seated v, ContactId contact) {
    OfferId offer = rung(v, contact);
    return city.get(() -> node.accept(v.id(), v.connection(), offer));
  }

  private List<ContactState> present() {
    return city.run(new ListContacts(ListContacts.START)).contacts();
  }

  /** Served by somebody who goes home then; answers its row as it was when it came. */
  private Stored served(ContactId contact) {
    Stored opened = row(contact);
    Seated first = city.volunteer(node, city.east, 1);
    Held held = accept(first, contact);
    city.get(
        () -> node.close(first.id(), first.connection(), contact, held.term(), Outcome.COMPLETED));
    city.get(() -> node.wrapUpDone(first.id(), first.connection(), contact, held.term() + 1));
    city.get(() -> node.detach(first.id(), first.connection()));
    city.settle();
    assertTrue(present().isEmpty());
    return opened;
  }

  private void passAComparison() {
    city.pass(TestCity.POLICY.timing().audit().plus(Duration.ofSeconds(1)));
  }

  @Test
  void whoeverTakesItIsRefusedAndShownNothingAndItIsPutRight() {
    ContactId contact = city.contact(node, city.east, Level.NONE);
    city.run(new OpenContact(served(contact)));
    Stored over = row(contact);
    Seated second = city.volunteer(node, city.east, 1);
    Refusal refused = assertThrows(Refusal.class, () -> accept(second, contact));
    assertEquals(Refusal.STALE, refused.code());
    assertTrue(city.get(() -> node.work(second.id())).contacts().isEmpty());
    assertEquals(Stage.CLOSED, row(contact).stage());
    assertEquals(over.term(), row(contact).term());
    passAComparison();
    assertTrue(present().isEmpty());
    ContactId next = city.contact(node, city.east, Level.NONE);
    assertEquals(next, accept(second, next).id());
  }

  /** While PostgreSQL was away it was even taken and given back: Redis counts more terms. */
  @Test
  void itStaysOverThoughRedisWentFurther() {
    ContactId contact = city.contact(node, city.east, Level.NONE);
    Stored opened = row(contact);
    city.get(() -> node.leave(contact));
    city.settle();
    city.run(new OpenContact(opened));
    Stored over = row(contact);
    Seated v = city.volunteer(node, city.east, 1);
    city.run(new AcceptOffer(v.id(), v.connection(), rung(v, contact)));
    city.run(new StepBack(v.id(), v.connection(), contact, over.term()));
    assertTrue(present().getFirst().term() > over.term());
    passAComparison();
    assertEquals(Stage.CLOSED, row(contact).stage());
    assertEquals(over.term(), row(contact).term());
    assertTrue(present().isEmpty());
    assertTrue(city.get(() -> node.work(v.id())).offers().isEmpty());
  }
}
