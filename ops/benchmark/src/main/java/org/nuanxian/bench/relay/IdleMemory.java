package org.nuanxian.bench.relay;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.nuanxian.bench.InFlight;
import org.nuanxian.bench.ProcessTree;
import org.nuanxian.bench.product.Node;
import org.nuanxian.bench.product.Seeker;

/**
 * What a server's own memory grows by for each socket on which nothing happens. Garbage is
 * collected before each look; one look only, because a process gives little back.
 */
final class IdleMemory {
  private static final int OPENING_AT_ONCE = 20;
  private static final int WARM = 200; // sockets before the first look: classes and pools are there
  private static final long SECONDS_MAX = 300;
  private static final double BYTES_PER_KB = 1024;

  /** Tabs of one help seeker: a server admits only so many new contacts from one address. */
  private static final int TABS = 4;

  private final Vertx vertx;
  private final WebSocketClient client;
  private final int sockets;

  IdleMemory(Vertx vertx, WebSocketClient client, int sockets) {
    this.vertx = vertx;
    this.client = client;
    this.sockets = sockets;
  }

  /** Kilobytes a socket of a server that is spoken to by a wire. */
  double ofWire(Wire wire, ProcessTree server) {
    return of(server, i -> wire.open(i / 2, i % 2 == 0 ? Side.SEEKER : Side.VOLUNTEER));
  }

  /** Kilobytes a socket of help seekers who wait at the product; the contacts count in. */
  double ofProduct(Node node) {
    HttpClient http = vertx.createHttpClient();
    List<Future<Seeker>> seekers = new ArrayList<>();
    return of(
        node.tree(),
        i -> {
          if (i % TABS == 0) {
            seekers.add(Seeker.arrive(http, node.port()));
          }
          return seekers.getLast().compose(seeker -> seeker.connect(client, node.port()));
        });
  }

  private double of(ProcessTree server, IntFunction<Future<WebSocket>> open) {
    List<WebSocket> all = new ArrayList<>();
    wait(open(all, 0, WARM, open));
    server.collectGarbage();
    long before = server.residentBytes();
    wait(open(all, WARM, sockets, open));
    server.collectGarbage();
    long after = server.residentBytes();
    wait(Future.join(all.stream().map(WebSocket::close).toList()));
    return (after - before) / BYTES_PER_KB / sockets;
  }

  private static Future<Void> open(
      List<WebSocket> all, int from, int number, IntFunction<Future<WebSocket>> open) {
    return InFlight.run(
        number,
        OPENING_AT_ONCE,
        i ->
            open.apply(from + i)
                .onSuccess(socket -> {
                  // A page that lies open: it hears and says nothing but pings.
                  socket.textMessageHandler(frame -> {});
                  all.add(socket);
                }));
  }

  private static void wait(Future<?> opening) {
    opening.timeout(SECONDS_MAX, TimeUnit.SECONDS).await();
  }
}
