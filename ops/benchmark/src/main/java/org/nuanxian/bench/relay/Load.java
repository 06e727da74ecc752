package org.nuanxian.bench.relay;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.nuanxian.bench.Waits;

/**
 * Pairs of sockets on one kind of server and an open-loop load on them: messages leave by the
 * clock, however long answers take, seekers and volunteers in turn. All of it runs on one loop.
 */
final class Load {
  private static final int OPENING_AT_ONCE = 50; // a server's backlog is not what we measure
  private static final long ANSWERS_SECONDS_MAX = 10; // a saturated server answers late or never

  /** What was seen of the messages of one run. */
  record Result(Histogram acknowledged, Histogram delivered, long sent, Duration time) {
    /** Whether the server kept up: nearly everything was acknowledged. */
    boolean held() {
      return acknowledged.getTotalCount() >= sent * 99 / 100;
    }
  }

  private final Vertx vertx;
  private final Wire wire;

  /** By side and pair; written while opening. */
  private final Map<Side, WebSocket[]> sockets = new EnumMap<>(Side.class);

  // Of the run under way; written by the loop.
  private Histogram acknowledged = Waits.histogram();
  private Histogram delivered = Waits.histogram();
  private long[] sentAt = new long[0];
  private long firstNumber;
  private long nextNumber;

  Load(Vertx vertx, Wire wire) {
    this.vertx = vertx;
    this.wire = wire;
  }

  /** Opens the sockets of that many pairs; a volunteer's may serve several. */
  Future<Void> open(int pairs) {
    for (Side side : Side.values()) {
      sockets.put(side, new WebSocket[pairs]);
    }
    return openFrom(0, pairs);
  }

  private Future<Void> openFrom(int pair, int pairs) {
    if (pair >= pairs) {
      return Future.succeededFuture();
    }
    List<Future<?>> opening = new ArrayList<>();
    for (int i = pair; i < Math.min(pairs, pair + OPENING_AT_ONCE); i++) {
      opening.add(openPair(i));
    }
    return Future.all(opening).compose(v -> openFrom(pair + OPENING_AT_ONCE, pairs));
  }

  private Future<Void> openPair(int pair) {
    Future<WebSocket> seeker = wire.open(pair, Side.SEEKER);
    Future<WebSocket> volunteer = wire.open(pair, Side.VOLUNTEER);
    return Future.all(seeker, volunteer)
        .map(both -> {
          add(Side.SEEKER, pair, seeker.result());
          add(Side.VOLUNTEER, pair, volunteer.result());
          return null;
        });
  }

  private void add(Side side, int pair, WebSocket socket) {
    socket.textMessageHandler(frame -> heard(wire.hear(socket, frame)));
    sockets.get(side)[pair] = socket;
  }

  private void heard(Wire.Heard heard) {
    int index = (int) (heard.number() - firstNumber);
    if (heard.kind() == Wire.Heard.Kind.OTHER || index < 0 || index >= sentAt.length) {
      return;
    }
    long took = System.nanoTime() - sentAt[index];
    Histogram histogram = heard.kind() == Wire.Heard.Kind.ACKNOWLEDGED ? acknowledged : delivered;
    histogram.recordValue(Math.min(took, Waits.SLOWEST));
  }

  /** Sends that many messages a second for a time, and waits for the last answers. */
  Future<Result> run(int perSecond, Duration time) {
    acknowledged = Waits.histogram();
    delivered = Waits.histogram();
    int total = (int) (perSecond * time.toMillis() / 1000);
    firstNumber = nextNumber;
    sentAt = new long[total];
    Promise<Result> done = Promise.promise();
    long start = System.nanoTime();
    vertx.setPeriodic(
        1,
        timer -> {
          long elapsed = System.nanoTime() - start;
          long due = Math.min(total, elapsed * perSecond / TimeUnit.SECONDS.toNanos(1));
          while (nextNumber - firstNumber < due) {
            send(nextNumber++);
          }
          boolean answered =
              acknowledged.getTotalCount() >= total && delivered.getTotalCount() >= total;
          boolean late = elapsed > time.plusSeconds(ANSWERS_SECONDS_MAX).toNanos();
          if (nextNumber - firstNumber == total && (answered || late)) {
            vertx.cancelTimer(timer);
            done.complete(new Result(acknowledged, delivered, total, Duration.ofNanos(elapsed)));
          }
        });
    return done.future();
  }

  private void send(long number) {
    int pairs = sockets.get(Side.SEEKER).length;
    Side side = number % 2 == 0 ? Side.SEEKER : Side.VOLUNTEER;
    int pair = (int) (number / 2 % pairs);
    sentAt[(int) (number - firstNumber)] = System.nanoTime();
    sockets.get(side)[pair].writeTextMessage(wire.message(pair, side, number));
  }

  /** Closes every socket. */
  Future<Void> close() {
    List<Future<Void>> closing = new ArrayList<>();
    for (WebSocket[] all : sockets.values()) {
      Arrays.stream(all).distinct().forEach(socket -> closing.add(socket.close()));
    }
    return Future.join(closing).mapEmpty();
  }
}
