package org.nuanxian.bench.match;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.nuanxian.bench.InFlight;
import org.nuanxian.bench.Waits;
import org.nuanxian.bench.product.Console;
import org.nuanxian.bench.product.Frames;
import org.nuanxian.bench.product.Node;
import org.nuanxian.bench.product.Seeker;

/**
 * A real server with more contacts waiting than volunteers: one volunteer after the other becomes
 * ready, is offered the oldest contact, and takes a break again. Measured from the frame that says
 * ready to the offer's frame, on one socket. Belongs to the loop.
 */
final class ProductOffers {
  private static final int ARRIVING_AT_ONCE = 4;
  private static final long LAST_SECONDS_MAX = 10;
  private static final long PING_MILLIS = TimeUnit.SECONDS.toMillis(15);

  private final Vertx vertx;

  /** Held on to: Vert.x closes a client that nobody knows any more, and its sockets with it. */
  private final WebSocketClient client;

  private final List<Console> consoles = new ArrayList<>();

  /** Volunteers on a break whom nobody asks anything. */
  private final ArrayDeque<Console> idle = new ArrayDeque<>();

  /** When a volunteer who waits for an offer said ready. */
  private final Map<Console, Long> readyAt = new HashMap<>();

  private Histogram took = Waits.histogram();

  private ProductOffers(Vertx vertx, WebSocketClient client) {
    this.vertx = vertx;
    this.client = client;
  }

  /** Signs the volunteers in and lets a fifth more contacts wait. */
  static Future<ProductOffers> open(Vertx vertx, Node node, List<String> sessions) {
    ProductOffers offers =
        new ProductOffers(
            vertx,
            vertx.createWebSocketClient(
                new WebSocketClientOptions().setMaxConnections(sessions.size())));
    HttpClient http = vertx.createHttpClient();
    int waiting = sessions.size() * 6 / 5;
    return InFlight.run(
            sessions.size(),
            ARRIVING_AT_ONCE,
            i -> Console.open(offers.client, node.port(), sessions.get(i)).map(offers::add))
        .compose(
            v -> InFlight.run(waiting, ARRIVING_AT_ONCE, i -> Seeker.arrive(http, node.port())))
        .map(offers);
  }

  private Console add(Console console) {
    console.socket().textMessageHandler(frame -> hear(console, frame));
    vertx.setPeriodic(PING_MILLIS, t -> console.socket().writeTextMessage("{\"type\":\"ping\"}"));
    consoles.add(console);
    idle.add(console);
    return console;
  }

  private void hear(Console console, String frame) {
    switch (Frames.type(frame)) {
      case "offer" -> {
        Long since = readyAt.remove(console);
        if (since != null) {
          took.recordValue(Math.min(Waits.SLOWEST, System.nanoTime() - since));
          console.present("onBreak", 1);
        }
      }
      case "offerWithdrawn" -> idle.add(console);
      case "error" -> System.err.println("The product says " + frame);
      default -> {
        // Answers, presence and queue are no part of the measurement.
      }
    }
  }

  /** Median milliseconds from ready to offer; an offer that never came counts. */
  Future<Double> offerMillis(int perSecond, Duration time) {
    took = Waits.histogram();
    int total = (int) (perSecond * time.toSeconds());
    int[] next = {0};
    Promise<Double> done = Promise.promise();
    long start = System.nanoTime();
    vertx.setPeriodic(
        1,
        timer -> {
          long elapsed = System.nanoTime() - start;
          long due = Math.min(total, elapsed * perSecond / TimeUnit.SECONDS.toNanos(1));
          while (next[0] < due && !idle.isEmpty()) {
            Console console = idle.poll();
            readyAt.put(console, System.nanoTime());
            console.present("ready", 1);
            next[0]++;
          }
          boolean late = elapsed > time.plusSeconds(LAST_SECONDS_MAX).toNanos();
          if (took.getTotalCount() == total || late) {
            vertx.cancelTimer(timer);
            if (late) {
              System.err.println("not held: " + took.getTotalCount() + " of " + total + " offers");
            }
            done.complete(Waits.medianMillis(took, total));
          }
        });
    return done.future();
  }
}
