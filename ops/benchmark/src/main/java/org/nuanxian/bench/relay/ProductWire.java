package org.nuanxian.bench.relay;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.nuanxian.bench.product.Console;
import org.nuanxian.bench.product.Frames;
import org.nuanxian.bench.product.Node;
import org.nuanxian.bench.product.Seeker;

/**
 * The product through its contract: each pair is a contact that a volunteer accepted at the
 * console; a console holds several. Seekers may be on another node than consoles. Belongs to the
 * loop.
 */
final class ProductWire implements Wire {
  private static final int CHATS = 5; // of each volunteer
  private static final int ARRIVING_MAX = 20; // connections; contacts come through these
  private static final long PING_MILLIS = TimeUnit.SECONDS.toMillis(15); // half of socket-idle
  private static final String PING = "{\"type\":\"ping\"}";

  private final WebSocketClient client;
  private final HttpClient http;
  private final int seekers;
  private final int consoles;
  private final List<WebSocket> sockets = new ArrayList<>();

  /** Contacts by pair, completed when opened. */
  private final Map<Integer, Promise<Seeker>> contacts = new HashMap<>();

  /** Console sockets by contact, completed when accepted. */
  private final Map<String, Promise<WebSocket>> holders = new HashMap<>();

  /** Contacts whose offer is being taken, by the id of that frame; empty while messages run. */
  private final Map<String, String> accepting = new HashMap<>();

  /** The contact's id by pair, for the frames of the run. */
  private final Map<Integer, String> ids = new HashMap<>();

  private ProductWire(WebSocketClient client, HttpClient http, Node seekers, Node consoles) {
    this.client = client;
    this.http = http;
    this.seekers = seekers.port();
    this.consoles = consoles.port();
  }

  /** Signs in as many volunteers as the pairs need and makes them ready. */
  static Future<ProductWire> start(
      Vertx vertx, WebSocketClient client, Node seekers, Node consoles, List<String> sessions) {
    ProductWire wire = new ProductWire(client, http(vertx), seekers, consoles);
    vertx.setPeriodic(PING_MILLIS, t -> wire.sockets.forEach(s -> s.writeTextMessage(PING)));
    List<Future<?>> opening = new ArrayList<>();
    for (String session : sessions) {
      opening.add(
          Console.open(client, wire.consoles, session)
              .onSuccess(console -> {
                wire.sockets.add(console.socket());
                console.socket().textMessageHandler(f -> wire.hear(console.socket(), f));
                console.present("ready", CHATS);
              }));
    }
    return Future.all(opening).map(wire);
  }

  private static HttpClient http(Vertx vertx) {
    return vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(ARRIVING_MAX));
  }

  /** How many volunteers so many pairs need. */
  static int volunteers(int pairs) {
    return (pairs + CHATS - 1) / CHATS;
  }

  @Override
  public Future<WebSocket> open(int pair, Side side) {
    Promise<Seeker> contact = contacts.computeIfAbsent(pair, p -> Promise.promise());
    if (side == Side.VOLUNTEER) {
      return contact.future().compose(seeker -> holder(seeker.contactId()).future());
    }
    return Seeker.arrive(http, seekers)
        .compose(seeker ->
            seeker
                .connect(client, seekers)
                .onSuccess(socket -> {
                  sockets.add(socket);
                  ids.put(pair, seeker.contactId());
                  contact.complete(seeker);
                }))
        .onFailure(contact::tryFail);
  }

  private Promise<WebSocket> holder(String contactId) {
    return holders.computeIfAbsent(contactId, id -> Promise.promise());
  }

  @Override
  public String message(int pair, Side side, long number) {
    String id = Frames.id(number);
    return side == Side.SEEKER
        ? "{\"type\":\"message\",\"id\":\"" + id + "\",\"text\":\"" + BareWire.TEXT + "\"}"
        : "{\"type\":\"message\",\"id\":\""
            + id
            + "\",\"contactId\":\""
            + ids.get(pair)
            + "\",\"text\":\""
            + BareWire.TEXT
            + "\"}";
  }

  @Override
  public Heard hear(WebSocket socket, String frame) {
    switch (Frames.type(frame)) {
      case "ack" -> {
        accepted(socket, frame);
        return new Heard(Heard.Kind.ACKNOWLEDGED, Frames.number(frame));
      }
      case "message" -> {
        return new Heard(Heard.Kind.DELIVERED, Frames.number(frame));
      }
      case "offer" -> accept(new Console(socket), frame);
      case "error", "resync", "displaced" -> System.err.println("The product says " + frame);
      default -> {
        // State, presence, queue and pongs are no part of the measurement.
      }
    }
    return Heard.NOTHING;
  }

  private void accept(Console console, String offer) {
    String id = console.accept(Frames.field(offer, "offerId").orElseThrow());
    accepting.put(id, Frames.field(offer, "contactId").orElseThrow());
  }

  private void accepted(WebSocket socket, String ack) {
    if (!accepting.isEmpty()) {
      Optional.ofNullable(accepting.remove(Frames.field(ack, "id").orElse("")))
          .ifPresent(contactId -> holder(contactId).tryComplete(socket));
    }
  }
}
