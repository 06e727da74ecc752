package org.nuanxian.gateway;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.sqlclient.Tuple;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nuanxian.gateway.testing.Client;
import org.nuanxian.gateway.testing.Talk;
import org.nuanxian.gateway.testing.TestNode;
import org.nuanxian.gateway.testing.TestTown;
import org.nuanxian.gateway.testing.Wire;
import org.nuanxian.runtime.testing.Await;
import org.nuanxian.runtime.testing.Stores;

/** Who hung up before ten seconds had passed; the times on record are moved, nobody waits. */
class FirstFactsTest {
  @RegisterExtension static final Stores STORES = Stores.with(TestTown.schemas());

  private static final String HUNG_UP =
      "SELECT hung_up_early FROM conversation.first_contact WHERE contact = $1";

  /** The history of presence, from which it is read, is written a moment after the end. */
  private static final String ENDED =
      "SELECT 1 FROM conversation.first_contact WHERE contact = $1 AND outcome IS NOT NULL"
          + " AND EXISTS (SELECT 1 FROM dispatch.event"
          + " WHERE contact = $1 AND state->>'stage' = 'closed')";

  private static TestTown town;
  private static TestNode node;
  private static Client client;

  @BeforeAll
  static void start() {
    town = new TestTown(STORES, Map.of("tick", "50ms", "away-max", "1s"));
    node = town.node("a");
    client = town.client(node);
  }

  @AfterAll
  static void end() {
    town.close();
  }

  @Test
  void whoShutThePageAtOnceHungUpHoweverLateTheContactIsClosed() {
    Client.Contact contact = comeAndGo();
    write(
        "UPDATE conversation.stage_time SET at = at + interval '30 minutes'"
            + " WHERE contact = $1 AND stage = 'closed'",
        contact);
    assertTrue(hungUp(contact));
  }

  @Test
  void whoLeftByTheExitAtOnceHungUp() {
    Client.Contact contact = client.open();
    Wire page = client.seeker(contact, 0);
    page.await("state");
    Talk.expect(page.ask(Wire.frame("leave")));
    awaitEnd(contact);
    assertTrue(hungUp(contact));
  }

  @Test
  void whoStayedTwentySecondsWaitedAndDidNotHangUp() {
    Client.Contact contact = comeAndGo();
    move("away", contact);
    assertFalse(hungUp(contact));
  }

  @Test
  void whoCameBackLaterDidNotHangUp() {
    Client.Contact contact = client.open();
    client.seeker(contact, 0).close();
    comeAndGo(contact);
    move("here", contact);
    assertFalse(hungUp(contact));
  }

  @Test
  void whoReachedAVolunteerDidNotHangUp() {
    Talk talk = Talk.begin(town, node, client);
    talk.close();
    awaitEnd(talk.contact());
    assertFalse(hungUp(talk.contact()));
  }

  private static Client.Contact comeAndGo() {
    return comeAndGo(client.open());
  }

  private static Client.Contact comeAndGo(Client.Contact contact) {
    Wire page = client.seeker(contact, 0);
    page.await("state");
    page.close();
    awaitEnd(contact);
    return contact;
  }

  private static void awaitEnd(Client.Contact contact) {
    Await.until(
        "it is over",
        () ->
            node.onLoop(() ->
                node.database()
                    .client()
                    .preparedQuery(ENDED)
                    .execute(Tuple.of(UUID.fromString(contact.id())))
                    .map(rows -> rows.size() == 1)));
  }

  /** The last event of this kind came twenty seconds later. */
  private static void move(String kind, Client.Contact contact) {
    write(
        "UPDATE dispatch.event SET at = at + interval '20 seconds' WHERE contact = $1 AND kind = '"
            + kind
            + "' AND n = (SELECT max(n) FROM dispatch.event WHERE contact = $1 AND kind = '"
            + kind
            + "')",
        contact);
  }

  private static void write(String sql, Client.Contact contact) {
    node.onLoop(() ->
        node.database()
            .client()
            .preparedQuery(sql)
            .execute(Tuple.of(UUID.fromString(contact.id()))));
  }

  private static boolean hungUp(Client.Contact contact) {
    return node.onLoop(() ->
        node.database()
            .client()
            .preparedQuery(HUNG_UP)
            .execute(Tuple.of(UUID.fromString(contact.id())))
            .map(rows -> rows.iterator().next().getBoolean(0)));
  }
}
