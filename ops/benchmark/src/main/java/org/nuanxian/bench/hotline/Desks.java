package org.nuanxian.bench.hotline;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.nuanxian.bench.InFlight;
import org.nuanxian.bench.product.Console;
import org.nuanxian.bench.product.Frames;
import org.nuanxian.bench.product.Node;

/**
 * The consoles of the product's volunteers: ready for calls, and each talk's record is written as
 * soon as it is asked for, because only then may the next caller come. Belongs to the loop.
 */
final class Desks {
  private static final int OPENING_AT_ONCE = 4;
  private static final long PING_MILLIS = TimeUnit.SECONDS.toMillis(15);

  /** Held on to: Vert.x closes a client that nobody knows any more, and its sockets with it. */
  private final WebSocketClient client;

  private final Vertx vertx;
  private final List<Console> consoles = new ArrayList<>();

  /** What the volunteers hold. */
  private final Set<String> held = new HashSet<>();

  /** Contacts whose record is being written, by the id of that frame. */
  private final Map<String, String> writing = new HashMap<>();

  private Desks(Vertx vertx, int number) {
    this.vertx = vertx;
    this.client =
        vertx.createWebSocketClient(new WebSocketClientOptions().setMaxConnections(number));
  }

  /** Signs the volunteers in. */
  static Future<Desks> open(Vertx vertx, Node node, List<String> sessions) {
    Desks desks = new Desks(vertx, sessions.size());
    return InFlight.run(
            sessions.size(),
            OPENING_AT_ONCE,
            i -> Console.open(desks.client, node.port(), sessions.get(i)).map(desks::add))
        .map(desks);
  }

  private Console add(Console console) {
    console.socket().textMessageHandler(frame -> hear(console, frame));
    vertx.setPeriodic(PING_MILLIS, t -> console.socket().writeTextMessage("{\"type\":\"ping\"}"));
    consoles.add(console);
    return console;
  }

  /** The first so many are ready, and the others on a break. */
  void ready(int number) {
    for (int i = 0; i < consoles.size(); i++) {
      consoles.get(i).presentForCalls(i < number ? "ready" : "onBreak");
    }
  }

  /** Whether nobody holds anything. */
  boolean idle() {
    return held.isEmpty();
  }

  private void hear(Console console, String frame) {
    switch (Frames.type(frame)) {
      case "contact" -> contact(console, new JsonObject(frame));
      case "ack" -> Frames.field(frame, "id").map(writing::remove).ifPresent(held::remove);
      case "error" -> System.err.println("The product says " + frame);
      default -> {
        // Offers ring the telephone; presence and queue are no part of the measurement.
      }
    }
  }

  private void contact(Console console, JsonObject contact) {
    String id = contact.getString("contactId");
    if (!contact.getBoolean("held")) {
      held.remove(id);
      return;
    }
    held.add(id);
    if (contact.getString("stage").equals("wrapUp") && !writing.containsValue(id)) {
      writing.put(console.finish(id), id);
    }
  }
}
