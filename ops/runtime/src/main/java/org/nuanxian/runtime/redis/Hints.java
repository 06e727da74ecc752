package org.nuanxian.runtime.redis;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.nuanxian.runtime.config.RedisConfig;
import org.nuanxian.runtime.metrics.Names;

/**
 * Hints between nodes over publish/subscribe: "read this again", never content, never the truth. A
 * lost hint loses nothing, because after every gap the readers are told to read everything again.
 *
 * <p>The subscriber has a connection of its own on which nothing but SUBSCRIBE and UNSUBSCRIBE is
 * ever sent. Its heartbeat is a message to itself, published through the command link: when none
 * comes back for two seconds the connection is closed and opened anew, all channels are subscribed
 * again, and then the gap listeners are called.
 *
 * <p>All state belongs to the event loop on which {@link #start} was called; listeners are called
 * there; methods may be called from anywhere. See {@code ops/docs/stores.md}.
 */
public final class Hints {

  /** Channels per SUBSCRIBE when all are subscribed again: a frame of some 30 KB. */
  private static final int CHANNELS_PER_COMMAND = 500;

  private final Vertx vertx;
  private final RedisLink link;
  private final Keeper keeper;
  private final Listeners onGap;
  private final Listeners listeners;
  private final Counter failed;
  private final Counter received;
  private final Counter gaps;

  /** The channel of this node's heartbeat; nobody else listens to it. */
  private final String pulse = "nuanxian:pulse:" + UUID.randomUUID();

  /** What is wanted, by channel; written by the loop. */
  private final Map<String, Channel> channels = new HashMap<>();

  /** The connection in use or being prepared; written by the loop. */
  private Optional<Wire> wire = Optional.empty();

  /** Completed when all channels wanted at a reconnect are acknowledged; written by the loop. */
  private Promise<Void> prepared = Promise.promise();

  /** Acknowledgements still missing until {@link #prepared}; written by the loop. */
  private int missing;

  /** Whether there was a connection before, so that the next one follows a gap. */
  private boolean connectedBefore;

  /** Timer of the heartbeat while connected; written by the loop. */
  private long heartbeat = -1;

  private final Promise<Void> started = Promise.promise();

  /** Hints whose reconnects draw their jitter from the default generator. */
  public Hints(Vertx vertx, RedisConfig config, RedisLink link, MeterRegistry metrics) {
    this(vertx, config, link, metrics, RandomGenerator.getDefault());
  }

  /** Hints whose reconnects draw their jitter from {@code random}. */
  public Hints(
      Vertx vertx,
      RedisConfig config,
      RedisLink link,
      MeterRegistry metrics,
      RandomGenerator random) {
    this.vertx = vertx;
    this.link = link;
    this.onGap = new Listeners("hints-gap", metrics);
    this.listeners = new Listeners("hints", metrics);
    this.failed = metrics.counter(Names.HINTS_FAILED);
    this.received = metrics.counter(Names.HINTS_RECEIVED);
    this.gaps = metrics.counter(Names.HINTS_GAPS);
    this.keeper = new Keeper(vertx, config, "hints", new Wiring(), random, metrics);
  }

  /**
   * Connects. Call after {@link RedisLink#start}, on the same loop. The future waits for the first
   * connection, however long; a caller that may run without Redis need not wait for it.
   */
  public Future<Void> start() {
    keeper.start();
    return started.future();
  }

  /**
   * Calls {@code listener} with the payload of each hint on {@code channel}. Completes after the
   * server's acknowledgement, so what is read afterwards misses nothing. While there is no
   * connection, and when it is lost before the acknowledgement, it completes all the same: then the
   * gap listeners will be called once the channel is subscribed.
   */
  public Future<Void> subscribe(String channel, Consumer<String> listener) {
    Promise<Void> promise = ((VertxInternal) vertx).promise();
    keeper.onLoop(() -> {
      Channel wanted = channels.get(channel);
      if (wanted == null) {
        wanted = new Channel();
        channels.put(channel, wanted);
        wanted.listeners.add(listener);
        send(Command.SUBSCRIBE, List.of(channel), wanted, promise);
      } else {
        wanted.listeners.add(listener);
        wanted.join(promise);
      }
    });
    return promise.future();
  }

  private void send(Command command, List<String> names, Channel wanted, Promise<Void> promise) {
    if (wire.isEmpty()) {
      promise.complete();
      return;
    }
    wanted.awaiting.add(promise);
    write(wire.get(), command, names);
  }

  private void write(Wire current, Command command, List<String> names) {
    Request request = Request.cmd(command);
    names.forEach(request::arg);
    current.connection().send(request).onFailure(e -> keeper.gone(current, "write failed"));
  }

  /** Ends what {@link #subscribe} began; the same listener object must be given. */
  public void unsubscribe(String channel, Consumer<String> listener) {
    keeper.onLoop(() -> {
      Channel wanted = channels.get(channel);
      if (wanted == null) {
        return;
      }
      wanted.listeners.remove(listener);
      if (wanted.listeners.isEmpty() && wanted.awaiting.isEmpty()) {
        channels.remove(channel);
        wire.ifPresent(current -> write(current, Command.UNSUBSCRIBE, List.of(channel)));
      }
    });
  }

  /** Publishes through the command link; a failure is only counted. */
  public void publish(String channel, String payload) {
    link.send(Request.cmd(Command.PUBLISH).arg(channel).arg(payload))
        .onFailure(e -> failed.increment());
  }

  /** Calls {@code listener} whenever hints may have been missed: read everything again then. */
  public void onGap(Runnable listener) {
    onGap.add(listener);
  }

  /** Closes the connection; no listener is called afterwards. */
  public Future<Void> close() {
    return keeper.close();
  }

  private void received(Wire current, Response push) {
    if (wire.isEmpty() || wire.get() != current || push.size() < 2) {
      return;
    }
    String channel = push.get(1).toString();
    switch (push.get(0).toString()) {
      case "message" -> {
        Channel wanted = channels.get(channel);
        if (wanted != null) {
          received.increment();
          String payload = push.get(2).toString();
          for (Consumer<String> listener : List.copyOf(wanted.listeners)) {
            listeners.call(() -> listener.accept(payload));
          }
        }
      }
      case "subscribe" -> acknowledged(channel);
      default -> {
        // "unsubscribe": nobody waits for it
      }
    }
  }

  private void acknowledged(String channel) {
    if (missing > 0) {
      missing--;
      if (missing == 0) {
        prepared.tryComplete();
      }
    }
    Channel wanted = channels.get(channel);
    if (wanted != null) {
      wanted.acknowledged();
      if (wanted.listeners.isEmpty() && wanted.awaiting.isEmpty()) {
        // Given up while its acknowledgement was on the way.
        channels.remove(channel);
        wire.ifPresent(current -> write(current, Command.UNSUBSCRIBE, List.of(channel)));
      }
    }
  }

  /** One channel that somebody listens to. */
  private static final class Channel {
    private final List<Consumer<String>> listeners = new ArrayList<>();

    /** One promise per SUBSCRIBE on the way, oldest first. */
    private final List<Promise<Void>> awaiting = new ArrayList<>();

    void join(Promise<Void> promise) {
      if (awaiting.isEmpty()) {
        promise.complete();
      } else {
        awaiting.getLast().future().onComplete(v -> promise.tryComplete());
      }
    }

    void acknowledged() {
      if (!awaiting.isEmpty()) {
        awaiting.removeFirst().tryComplete();
      }
    }

    void lost() {
      List<Promise<Void>> waiting = List.copyOf(awaiting);
      awaiting.clear();
      waiting.forEach(Promise::tryComplete);
    }
  }

  private final class Wiring implements Keeper.Owner {

    @Override
    public Future<Void> prepare(Wire fresh) {
      forget();
      wire = Optional.of(fresh);
      fresh.connection().handler(push -> received(fresh, push));
      channels.values().removeIf(channel -> channel.listeners.isEmpty());
      List<String> names = new ArrayList<>(channels.keySet());
      names.add(pulse);
      missing = names.size();
      prepared = Promise.promise();
      for (int from = 0; from < names.size(); from += CHANNELS_PER_COMMAND) {
        int to = Math.min(names.size(), from + CHANNELS_PER_COMMAND);
        write(fresh, Command.SUBSCRIBE, names.subList(from, to));
      }
      return prepared.future();
    }

    @Override
    public void up(Wire fresh) {
      heartbeat = vertx.setPeriodic(Wire.HEARTBEAT_MS, id -> publish(pulse, ""));
      if (connectedBefore || !channels.isEmpty()) {
        gaps.increment();
        onGap.call();
      }
      connectedBefore = true;
      started.tryComplete();
    }

    @Override
    public void down() {
      vertx.cancelTimer(heartbeat);
      forget();
    }

    private void forget() {
      wire = Optional.empty();
      for (Iterator<Channel> it = channels.values().iterator(); it.hasNext(); ) {
        Channel channel = it.next();
        channel.lost();
        if (channel.listeners.isEmpty()) {
          it.remove();
        }
      }
    }
  }
}
