package org.nuanxian.dispatcher.alert;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.nuanxian.dispatcher.AlarmId;
import org.nuanxian.dispatcher.ladder.CityLadders;
import org.nuanxian.roster.City;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.alert.Channel;
import org.nuanxian.runtime.alert.Channels;
import org.nuanxian.runtime.alert.Message;
import org.nuanxian.runtime.alert.Undelivered;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.id.Ids;
import org.nuanxian.runtime.postgres.Database;
import org.nuanxian.runtime.staff.AccountId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells people outside of the console of escalations. Every node looks each second; what it takes
 * is its own for a lease. Whatever hangs or fails, the ladder goes on: nothing waits for this.
 * Belongs to the node's loop. See ops/docs/alerts.md.
 */
public final class Alerts {
  /** How often a node looks for what is to be sent. */
  public static final Duration TURN = Duration.ofSeconds(1);

  /** Beyond the longest try, for clocks that differ: after it the node counts as dead. */
  private static final Duration MARGIN = Duration.ofSeconds(40);

  /** Of most channels. */
  static final Duration LEASE = Channels.TRY_MAX.plus(MARGIN);

  private static final Logger LOG = LoggerFactory.getLogger(Alerts.class);

  private final List<Channel> channels;
  private final AlertRows rows;
  private final Supplier<Future<List<City>>> cities;
  private final Function<CityCode, CityLadders> ladders;
  private final Addresses addresses;
  private final Heard heard;
  private final Wording wording;
  private final InstantSource clock;
  private final Ids ids;
  private final MeterRegistry metrics;

  /** What each channel has on its way from this node. */
  private final Map<String, Integer> inFlight = new HashMap<>();

  /** As last read; for the figures. Read by whoever asks for them. */
  private volatile Map<String, Health> health = Map.of();

  /**
   * What it stands on.
   *
   * @param cities the names of places
   * @param ladders the ladders of a city
   * @param addresses where somebody's own way leads, if they told it
   * @param heard what is done when somebody pressed a key
   */
  public record Basis(
      Database database,
      Supplier<Future<List<City>>> cities,
      Function<CityCode, CityLadders> ladders,
      Addresses addresses,
      Heard heard,
      InstantSource clock,
      Ids ids,
      MeterRegistry metrics) {}

  /**
   * Nothing is sent before {@link #turn}.
   *
   * @param publicUrl where people reach the console, without a slash at the end
   * @param demo whether everything is invented, which each message then says
   */
  public Alerts(List<Channel> channels, String publicUrl, boolean demo, Basis basis) {
    this.channels = List.copyOf(channels);
    this.rows = new AlertRows(basis.database());
    this.cities = basis.cities();
    this.ladders = basis.ladders();
    this.addresses = basis.addresses();
    this.heard = basis.heard();
    this.wording = new Wording(publicUrl, demo);
    this.clock = basis.clock();
    this.ids = basis.ids();
    this.metrics = basis.metrics();
    for (Channel channel : channels) {
      String name = channel.config().name();
      Gauge.builder("nuanxian.alerts.success.age.seconds", () -> age(name))
          .tag("channel", name)
          .register(metrics);
      Gauge.builder("nuanxian.alerts.failing", () -> healthOf(name).failing() ? 1 : 0)
          .tag("channel", name)
          .register(metrics);
    }
  }

  /** Every channel, in the order of the configuration. */
  public List<Channel> channels() {
    return channels;
  }

  /** Takes what is due and sends it; completes when all of that has ended one way or another. */
  public Future<Void> turn() {
    Map<String, Integer> free = new HashMap<>();
    for (Channel channel : channels) {
      String name = channel.config().name();
      int room = channel.tries() - inFlight.getOrDefault(name, 0);
      if (room > 0) {
        free.put(name, room);
      }
    }
    if (free.isEmpty()) {
      return Future.succeededFuture();
    }
    // Kept until it is known how many were taken: two turns at once must not take too many.
    free.forEach((name, room) -> inFlight.merge(name, room, Integer::sum));
    UUID claim = ids.next();
    return rows.take(free, claim, clock.instant(), this::lease)
        .onComplete(
            taken -> free.forEach((name, room) -> inFlight.merge(name, -room, Integer::sum)))
        .compose(due -> sendAll(due, claim));
  }

  private Duration lease(String name) {
    return channels.stream()
        .filter(channel -> channel.config().name().equals(name))
        .findFirst()
        .map(channel -> channel.patience().plus(MARGIN))
        .orElse(LEASE);
  }

  private Future<Void> sendAll(List<Due> due, UUID claim) {
    if (due.isEmpty()) {
      return Future.succeededFuture();
    }
    due.forEach(one -> inFlight.merge(one.channel(), 1, Integer::sum));
    // Without the names of places it is told all the same, by their codes.
    Future<List<City>> places = cities.get().otherwise(List.of());
    List<Future<Void>> all = new ArrayList<>();
    for (Due one : due) {
      all.add(
          places
              .compose(named -> send(one, claim, named))
              .onComplete(ended -> inFlight.merge(one.channel(), -1, Integer::sum)));
    }
    return Future.join(all).mapEmpty();
  }

  private Future<Void> send(Due due, UUID claim, List<City> named) {
    Optional<Channel> channel =
        channels.stream()
            .filter(one -> one.config().name().equals(due.channel()))
            .filter(one -> due.person().isPresent() || due.recipient() < one.recipients())
            .findFirst();
    if (channel.isEmpty()) {
      return rows.failed(due.id(), claim, clock.instant(), Undelivered.GONE);
    }
    int top = ladders.apply(due.city()).of(due.kind()).top();
    return deliver(channel.get(), wording.of(due, top, named, clock.instant()), due)
        .transform(tried -> {
          if (tried.succeeded()) {
            return rows.sent(due.id(), clock.instant());
          }
          String problem = Undelivered.code(tried.cause());
          if (problem.equals(Undelivered.GONE)) {
            return rows.failed(due.id(), claim, clock.instant(), problem);
          }
          return Pace.after(due.tries())
              .map(pause -> rows.again(due.id(), claim, clock.instant().plus(pause), problem))
              .orElseGet(() -> giveUp(due, claim, problem));
        });
  }

  private Future<Void> giveUp(Due due, UUID claim, String problem) {
    metrics.counter("nuanxian.alerts.given.up", "channel", due.channel()).increment();
    LOG.error("an alert could not be sent through {}: {}", due.channel(), problem);
    return rows.failed(due.id(), claim, clock.instant(), problem);
  }

  private Future<Void> deliver(Channel channel, Message message, Due due) {
    if (due.person().isEmpty()) {
      return deliver(channel, () -> channel.send(message, due.recipient()));
    }
    AccountId who = due.person().get();
    return Scope.carried(channel.config())
        .map(way -> addresses.of(who, way))
        .orElseGet(() -> Future.succeededFuture(Optional.empty()))
        .compose(address ->
            address.isPresent()
                ? deliver(channel, () -> channel.sendTo(message, address.get()))
                    .compose(sent -> channel.answers() ? heard(due, who) : Future.succeededFuture())
                // Says nothing of the channel: the person has taken the number out since.
                : Future.failedFuture(Undelivered.because(Undelivered.GONE)));
  }

  /** What cannot be noted now is tried again; whoever pressed a key is not called for it. */
  private Future<Void> heard(Due due, AccountId who) {
    return due.code()
        .map(heard::test)
        .orElseGet(
            () -> heard.alarm(due.city(), new VolunteerId(who.value()), new AlarmId(due.alarm())));
  }

  /** One try, and what is known of the channel after it. */
  private Future<Void> deliver(Channel channel, Supplier<Future<Void>> send) {
    String name = channel.config().name();
    Future<Void> sent = Future.<Void>succeededFuture().compose(go -> send.get());
    return sent.transform(tried -> {
      String problem = tried.succeeded() ? "" : Undelivered.code(tried.cause());
      boolean unanswered = problem.equals(Undelivered.UNANSWERED);
      String outcome = tried.succeeded() ? "sent" : unanswered ? problem : "failed";
      metrics.counter("nuanxian.alerts.tries", "channel", name, "outcome", outcome).increment();
      if (unanswered) {
        return sent;
      }
      Instant now = clock.instant();
      Future<Void> noted =
          tried.succeeded() ? rows.succeeded(name, now) : rows.failed(name, now, problem);
      return noted
          .onFailure(away -> metrics.counter("nuanxian.alerts.unnoted").increment())
          // What became of the message counts, not whether that could be noted.
          .transform(ignored -> sent);
    });
  }

  /**
   * What a test brought.
   *
   * @param sent how many recipients it reached
   * @param all how many there are
   * @param problem of one that it did not reach, as {@link Undelivered} names it
   */
  public record Tested(int sent, int all, Optional<String> problem) {}

  /** Sends a test message to every recipient of a channel, once. */
  public Future<Tested> test(Channel channel) {
    List<Future<Void>> tries = new ArrayList<>();
    for (int recipient = 0; recipient < channel.recipients(); recipient++) {
      Message message = wording.test(ids.next(), channel.config().name());
      int to = recipient;
      tries.add(deliver(channel, () -> channel.send(message, to)));
    }
    return Future.join(tries)
        .transform(ended -> {
          int sent = (int) tries.stream().filter(Future::succeeded).count();
          Optional<String> problem =
              tries.stream()
                  .filter(Future::failed)
                  .findFirst()
                  .map(tried -> Undelivered.code(tried.cause()));
          return refresh().otherwiseEmpty().map(read -> new Tested(sent, tries.size(), problem));
        });
  }

  /** How each channel does, by name; also what the figures show from then on. */
  public Future<Map<String, Health>> refresh() {
    List<String> names = channels.stream().map(c -> c.config().name()).toList();
    return rows.health(names, clock.instant()).onSuccess(read -> health = Map.copyOf(read));
  }

  /** Whether the last that is known of some channel of a city is a failure, as last read. */
  public boolean failing(CityCode city) {
    return channels.stream()
        .filter(channel -> Scope.covers(channel.config(), city))
        .anyMatch(channel -> healthOf(channel.config().name()).failing());
  }

  private Health healthOf(String name) {
    return health.getOrDefault(name, Health.UNTRIED);
  }

  /** Seconds since the last success; none when there never was one. */
  private double age(String name) {
    return healthOf(name)
        .lastSuccess()
        .map(at -> (double) Duration.between(at, clock.instant()).toSeconds())
        .orElse(Double.NaN);
  }
}
