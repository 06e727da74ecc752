package org.nuanxian.gateway.socket;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All sockets of this node: watched together, counted, and sent away together at the end. */
public final class Sockets implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Sockets.class);

  /** Looks at each socket so often within the time it may be silent. */
  private static final int LOOKS_PER_SILENCE = 3;

  /** Closing is spread over this time, so that all do not come back at once. */
  private static final Duration DRAIN_SPREAD = Duration.ofMillis(2_500);

  /** What the last socket gets for its farewell before the port is closed under it. */
  private static final Duration LAST_CLOSE = Duration.ofMillis(400);

  private final Vertx vertx;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Duration silence;
  private final MeterRegistry metrics;
  private final Counter broken;
  private final Counter unforeseen;
  private final long timer;
  private final Set<FrameSocket> all = new LinkedHashSet<>();
  private boolean draining;

  /** A socket that is silent or does not read for {@code silence} is closed. */
  public Sockets(
      Vertx vertx,
      InstantSource clock,
      RandomGenerator random,
      Duration silence,
      MeterRegistry metrics) {
    this.vertx = vertx;
    this.clock = clock;
    this.random = random;
    this.silence = silence;
    this.metrics = metrics;
    this.broken = metrics.counter("nuanxian.socket.broken");
    this.unforeseen = metrics.counter("nuanxian.socket.unforeseen");
    Gauge.builder("nuanxian.socket.open", all, Set::size).register(metrics);
    long every = Math.max(1, silence.toMillis() / LOOKS_PER_SILENCE);
    this.timer = vertx.setPeriodic(every, tick -> watch());
  }

  /** Takes a socket in and puts a session behind it. */
  public void open(ServerWebSocket webSocket, Function<FrameSocket, Session> session) {
    FrameSocket socket = new FrameSocket(webSocket, this);
    all.add(socket);
    socket.begin(session.apply(socket));
    if (draining) {
      sendAway(socket);
    }
  }

  /** Takes a socket in; its session starts with the first sign of life from the other end. */
  public <S extends Session> void openOnceAlive(
      ServerWebSocket webSocket, Function<FrameSocket, S> session, Consumer<S> start) {
    open(
        webSocket,
        socket -> {
          S behind = session.apply(socket);
          socket.onceAlive(() -> start.accept(behind));
          return behind;
        });
  }

  /**
   * Tells every socket to come back elsewhere and closes them within three seconds, at random
   * times.
   */
  public Future<Void> drain() {
    draining = true;
    List<FrameSocket> open = List.copyOf(all);
    open.forEach(this::sendAway);
    if (open.isEmpty()) {
      return Future.succeededFuture();
    }
    Promise<Void> done = Promise.promise();
    vertx.setTimer(DRAIN_SPREAD.plus(LAST_CLOSE).toMillis(), end -> done.complete());
    return done.future();
  }

  private void sendAway(FrameSocket socket) {
    socket.send(new JsonObject().put("type", "restart"));
    long wait = 1 + random.nextLong(DRAIN_SPREAD.toMillis());
    vertx.setTimer(wait, due -> socket.close(CloseCode.RESTART));
  }

  private void watch() {
    Instant now = clock.instant();
    Instant silentBefore = now.minus(silence);
    List.copyOf(all).forEach(socket -> socket.watch(now, silentBefore));
  }

  InstantSource clock() {
    return clock;
  }

  void remove(FrameSocket socket) {
    all.remove(socket);
  }

  void closed(CloseCode code) {
    metrics.counter("nuanxian.socket.closed", "code", String.valueOf(code.code())).increment();
  }

  void broken() {
    broken.increment();
  }

  /** A mistake of ours: counted and logged by its kind; its message could repeat what was said. */
  void unforeseen(RuntimeException mistake) {
    unforeseen.increment();
    StackTraceElement[] trace = mistake.getStackTrace();
    LOG.error(
        "a frame could not be handled: {} at {}",
        mistake.getClass().getName(),
        trace.length == 0 ? "?" : trace[0]);
  }

  @Override
  public void close() {
    vertx.cancelTimer(timer);
  }
}
