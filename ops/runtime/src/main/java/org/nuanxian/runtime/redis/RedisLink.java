package org.nuanxian.runtime.redis;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.nuanxian.runtime.config.RedisConfig;
import org.nuanxian.runtime.metrics.Names;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The command connection: one dedicated, pipelined connection that reconnects for ever.
 *
 * <p>Every command ends: with an answer, with the server's error, or with {@link RedisAway} within
 * two seconds, because a heartbeat every half second keeps a living server from looking idle and an
 * idle connection is closed. While there is no connection a command fails at once. A command that
 * failed may still have run, so every script is idempotent.
 *
 * <p>All state belongs to the event loop on which {@link #start} was called; methods may be called
 * from anywhere. The subsystem is described in {@code ops/docs/stores.md}.
 */
public final class RedisLink {

  private static final Logger LOG = LoggerFactory.getLogger(RedisLink.class);

  /** How long a start waits for the first connection before it says that Redis is away. */
  private static final Duration START_PATIENCE = Duration.ofSeconds(10);

  private final Vertx vertx;
  private final RedisConfig config;
  private final Keeper keeper;
  private final Listeners onUp;
  private final Listeners onDown;
  private final Counter failedAway;
  private final Counter failedFull;
  private final Counter failedError;
  private final Counter scriptsLoaded;
  private final Promise<Void> started = Promise.promise();

  /** The connection in use; written by the loop, read by anybody. */
  private volatile Optional<Wire> wire = Optional.empty();

  /** Commands sent and not answered; written by the loop. */
  private final AtomicInteger inFlight = new AtomicInteger();

  /** Timer of the heartbeat while connected; written by the loop. */
  private long heartbeat = -1;

  /** A link that draws the jitter of its reconnects from the default generator. */
  public RedisLink(Vertx vertx, RedisConfig config, MeterRegistry metrics) {
    this(vertx, config, metrics, RandomGenerator.getDefault());
  }

  /** A link that draws the jitter of its reconnects from {@code random}. */
  public RedisLink(Vertx vertx, RedisConfig config, MeterRegistry metrics, RandomGenerator random) {
    this.vertx = vertx;
    this.config = config;
    this.onUp = new Listeners("redis-up", metrics);
    this.onDown = new Listeners("redis-down", metrics);
    this.failedAway = metrics.counter(Names.REDIS_FAILED, "reason", "away");
    this.failedFull = metrics.counter(Names.REDIS_FAILED, "reason", "full");
    this.failedError = metrics.counter(Names.REDIS_FAILED, "reason", "error");
    this.scriptsLoaded = metrics.counter(Names.REDIS_SCRIPTS_LOADED);
    Gauge.builder(Names.REDIS_UP, () -> up() ? 1 : 0).register(metrics);
    Gauge.builder(Names.REDIS_IN_FLIGHT, inFlight::get).register(metrics);
    this.keeper = new Keeper(vertx, config, "commands", new Wiring(), random, metrics);
  }

  /**
   * Connects for the first time and checks the server. Fails with {@link RedisUnfit}, all mistakes
   * together, and closes the link then; fails with {@link RedisAway} when no server answered within
   * ten seconds, and goes on trying then, so that a caller may run without it.
   */
  public Future<Void> start() {
    keeper.start();
    return started
        .future()
        .timeout(START_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .recover(e -> Future.failedFuture(e instanceof RedisUnfit ? e : away(e)));
  }

  /**
   * Sends one command. Fails with {@link RedisAway}, or with the server's error, whose message
   * begins with the error's code.
   */
  public Future<Response> send(Request request) {
    Optional<Wire> current = wire;
    if (current.isEmpty()) {
      failedAway.increment();
      return Future.failedFuture(new RedisAway("not connected"));
    }
    Promise<Response> answer = ((VertxInternal) vertx).promise();
    keeper.onLoop(() -> sendOn(current.get(), request, answer));
    return answer.future();
  }

  private void sendOn(Wire current, Request request, Promise<Response> answer) {
    if (inFlight.get() >= Wire.IN_FLIGHT_MAX) {
      failedFull.increment();
      answer.fail(new RedisAway("too many commands in flight"));
      return;
    }
    inFlight.incrementAndGet();
    current
        .connection()
        .send(request)
        .onComplete(result -> {
          inFlight.decrementAndGet();
          if (result.succeeded()) {
            answer.complete(result.result());
          } else {
            answer.fail(failure(current, result.cause()));
          }
        });
  }

  private Throwable failure(Wire current, Throwable cause) {
    if (cause instanceof ErrorType error && !error.is("CONNECTION_CLOSED")) {
      failedError.increment();
      if (error.is("READONLY") || error.is("LOADING") || error.is("MASTERDOWN")) {
        // This server no longer (or not yet) holds the present; look for the one that does.
        keeper.gone(current, error.getMessage().split(" ", 2)[0]);
        return away(cause);
      }
      return cause;
    }
    failedAway.increment();
    return away(cause);
  }

  private static RedisAway away(Throwable cause) {
    return cause instanceof RedisAway known ? known : new RedisAway("no answer", cause);
  }

  /**
   * Runs a script by its digest, and in full when the server does not know it (after a restart or a
   * flush of its cache). Fails as {@link #send} does.
   */
  public Future<Response> run(LuaScript script, List<String> keys, List<String> args) {
    return send(call(Command.EVALSHA, script.sha1(), keys, args))
        .recover(e -> {
          if (e instanceof ErrorType error && error.getMessage().startsWith("NOSCRIPT")) {
            scriptsLoaded.increment();
            return send(call(Command.EVAL, script.source(), keys, args));
          }
          return Future.failedFuture(e);
        });
  }

  private static Request call(Command command, String body, List<String> keys, List<String> args) {
    Request request = Request.cmd(command).arg(body).arg(keys.size());
    keys.forEach(request::arg);
    args.forEach(request::arg);
    return request;
  }

  /** Whether there is a connection now. */
  public boolean up() {
    return wire.isPresent();
  }

  /** Calls {@code listener} on the loop after every connect and reconnect. */
  public void onUp(Runnable listener) {
    onUp.add(listener);
  }

  /** Calls {@code listener} on the loop after every loss of the connection. */
  public void onDown(Runnable listener) {
    onDown.add(listener);
  }

  /** Closes the connection; what is in flight fails with {@link RedisAway}. */
  public Future<Void> close() {
    return keeper.close();
  }

  private final class Wiring implements Keeper.Owner {

    @Override
    public Future<Void> prepare(Wire fresh) {
      return fresh
          .connection()
          .send(Request.cmd(Command.INFO))
          .compose(info -> judge(ServerCheck.mistakes(config, info.toString())));
    }

    /** At the first connection mistakes end the link; later they are told, and help goes on. */
    private Future<Void> judge(List<String> mistakes) {
      if (mistakes.isEmpty()) {
        return Future.succeededFuture();
      }
      RedisUnfit unfit = new RedisUnfit(mistakes);
      LOG.error("{}", unfit.getMessage());
      if (started.future().succeeded()) {
        return Future.succeededFuture();
      }
      keeper.close();
      started.tryFail(unfit);
      return Future.failedFuture(unfit);
    }

    @Override
    public void up(Wire fresh) {
      wire = Optional.of(fresh);
      heartbeat = vertx.setPeriodic(Wire.HEARTBEAT_MS, id -> beat(fresh));
      onUp.call();
      started.tryComplete();
    }

    private void beat(Wire current) {
      current
          .connection()
          .send(Request.cmd(Command.PING))
          .onFailure(e -> keeper.gone(current, "no heartbeat"));
    }

    @Override
    public void down() {
      if (wire.isEmpty()) {
        return;
      }
      wire = Optional.empty();
      vertx.cancelTimer(heartbeat);
      LOG.debug("redis commands: {} in flight at the loss", inFlight);
      onDown.call();
    }
  }
}
