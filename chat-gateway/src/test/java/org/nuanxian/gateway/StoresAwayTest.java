package org.nuanxian.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.util.List;
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
import org.nuanxian.runtime.postgres.Migrations;
import org.nuanxian.runtime.testing.Await;
import org.nuanxian.runtime.testing.PrivatePostgres;
import org.nuanxian.runtime.testing.PrivateRedis;
import org.nuanxian.runtime.testing.Stores;

/** While a store is away nothing is acknowledged that is not written, and people are told. */
class StoresAwayTest {
  @RegisterExtension static final Stores STORES = Stores.with();

  private static PrivatePostgres postgres;
  private static PrivateRedis redis;
  private static TestTown town;
  private static TestNode node;
  private static Client client;

  @BeforeAll
  static void start() {
    postgres = STORES.privatePostgres();
    redis = STORES.privateRedis();
    Migrations.apply(postgres.config(), TestTown.schemas());
    town =
        new TestTown(
            STORES,
            Map.of("tick", "50ms", "widen", "300ms", "reread", "500ms"),
            redis.config(),
            postgres.config());
    node = town.node("a");
    client = town.client(node);
  }

  @AfterAll
  static void end() {
    town.close();
  }

  @Test
  void withoutPostgresNothingIsAcknowledgedAndEverythingGoesThroughAfterwards() {
    try (Talk talk = Talk.begin(town, node, client)) {
      Talk.expect(talk.seeker().ask(Talk.message("一")));
      postgres.stop();
      String id = UUID.randomUUID().toString();
      JsonObject refused = talk.seeker().ask(Talk.message("二"), id);
      assertEquals("unavailable", refused.getString("code"));
      Client.Answer opening = client.post("/api/v1/contacts", client.opening());
      assertEquals(503, opening.status());
      assertTrue(opening.headers().containsKey("retry-after"));
      assertEquals(3, opening.body().getJsonArray("safety").size());
      postgres.restart();
      Await.until(
          "the second message",
          () -> "ack".equals(talk.seeker().ask(Talk.message("二"), id).getString("type")));
      Talk.expect(talk.console().ask(talk.words("三")));
      JsonArray entries =
          client.as(talk.contact(), "GET", "/entries", "").body().getJsonArray("entries");
      assertEquals(
          List.of("一", "二", "三"),
          entries.stream().map(e -> ((JsonObject) e).getString("text")).toList());
    }
  }

  @Test
  void withoutRedisTalkGoesOn() {
    try (Talk talk = Talk.begin(town, node, client)) {
      redis.kill();
      Talk.expect(talk.seeker().ask(Talk.message("还在吗")));
      Talk.expect(talk.console().ask(talk.words("在的")));
      assertEquals("在的", talk.seeker().await("message").getString("text"));
      Client.Contact waiting = client.open();
      redis.restart();
      Wire seeker = client.seeker(waiting, 0);
      seeker.await("state", s -> !"degraded".equals(s.getString("situation")));
    }
  }

  @Test
  void dangerWrittenWithoutRedisIsKnownWhenItIsBack() {
    Client.Contact contact = client.open();
    Wire seeker = client.seeker(contact, 0);
    seeker.await("state");
    redis.kill();
    Talk.expect(seeker.ask(Talk.message("我现在在天台")));
    redis.restart();
    Wire console = Talk.ready(client.console(town.volunteer(node)));
    JsonObject offer =
        console.await("offer", o -> contact.id().equals(contact(o).getString("contactId")));
    assertEquals("red", contact(offer).getString("level"));
    assertEquals(JsonArray.of("crisisWord"), contact(offer).getJsonArray("reasons"));
    console.close();
  }

  private static JsonObject contact(JsonObject offer) {
    return offer.getJsonObject("contact");
  }

  @Test
  void aVolunteerWhoHoldsNoMoreInTheRecordCanNeitherSpeakNorRead() {
    Talk talk = Talk.begin(town, node, client);
    Talk.expect(talk.console().ask(talk.words("您好")));
    node.onLoop(() ->
        node.database()
            .client()
            .preparedQuery("UPDATE dispatch.contact SET term = term + 1, holder = $2 WHERE id = $1")
            .execute(Tuple.of(UUID.fromString(talk.contact().id()), UUID.randomUUID())));
    assertEquals("not-holder", talk.console().ask(talk.words("还听得见吗")).getString("code"));
    JsonObject fetch = talk.about("fetch").put("after", 0).put("limit", 10);
    assertEquals("not-holder", talk.console().ask(fetch).getString("code"));
    talk.console().close();
  }
}
