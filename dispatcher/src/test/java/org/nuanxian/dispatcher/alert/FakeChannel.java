package org.nuanxian.dispatcher.alert;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nuanxian.dispatcher.AlarmId;
import org.nuanxian.dispatcher.ladder.CityLadders;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.alert.Channel;
import org.nuanxian.runtime.alert.Message;
import org.nuanxian.runtime.alert.Undelivered;
import org.nuanxian.runtime.config.AlertConfig;
import org.nuanxian.runtime.config.Config;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.postgres.Database;
import org.nuanxian.runtime.testing.Stores;

/** A channel in the test's hand; what it was told is kept. Belongs to the loop. */
final class FakeChannel implements Channel {
  /** What it does with a message. */
  enum Manner {
    TAKES,
    FAILS,
    HANGS,
    UNANSWERED
  }

  /** For channels on which nobody presses a key. */
  static final Heard NOTHING_HEARD =
      new Heard() {
        @Override
        public Future<Void> alarm(CityCode city, VolunteerId who, AlarmId alarm) {
          return Future.failedFuture("nobody presses a key");
        }

        @Override
        public Future<Void> test(String code) {
          return Future.failedFuture("nobody presses a key");
        }
      };

  private final AlertConfig config;
  private final List<Message> told = new ArrayList<>();
  private final List<String> addresses = new ArrayList<>();
  private Manner manner = Manner.TAKES;

  private FakeChannel(AlertConfig config) {
    this.config = config;
  }

  /**
   * A webhook of that name.
   *
   * @param keys more of its keys, as in the environment: {@code FROM_RUNG}
   */
  static FakeChannel named(String name, Map<String, String> keys) {
    Map<String, String> environment = new HashMap<>();
    environment.put("NUANXIAN_ALERTS_0_NAME", name);
    environment.put("NUANXIAN_ALERTS_0_TYPE", "webhook");
    environment.put("NUANXIAN_ALERTS_0_URL", "https://example.org");
    environment.put("NUANXIAN_ALERTS_0_SECRET", "s");
    environment.put("NUANXIAN_HTTP_PUBLIC_URL", "https://help.example");
    keys.forEach((key, value) -> environment.put("NUANXIAN_ALERTS_0_" + key, value));
    return new FakeChannel(
        Config.read(Optional.empty(), environment, Map.of()).alerts().getFirst());
  }

  /** A gateway for SMS without fixed recipients. */
  static FakeChannel gateway(String name) {
    Map<String, String> environment =
        Map.of(
            "NUANXIAN_ALERTS_0_NAME", name,
            "NUANXIAN_ALERTS_0_TYPE", "sms",
            "NUANXIAN_ALERTS_0_URL", "https://example.org/{to}",
            "NUANXIAN_HTTP_PUBLIC_URL", "https://help.example");
    return new FakeChannel(
        Config.read(Optional.empty(), environment, Map.of()).alerts().getFirst());
  }

  /** One that calls, without fixed recipients. */
  static FakeChannel telephone(String name) {
    Map<String, String> environment =
        Map.of(
            "NUANXIAN_ALERTS_0_NAME", name,
            "NUANXIAN_ALERTS_0_TYPE", "telephone",
            "NUANXIAN_ALERTS_0_PBX", "own",
            "NUANXIAN_HTTP_PUBLIC_URL", "https://help.example");
    return new FakeChannel(
        Config.read(Optional.empty(), environment, Map.of()).alerts().getFirst());
  }

  /** What became of all that was written down for a channel, in the order of its rungs. */
  static List<String> states(Stores stores, Database database, Channel channel) {
    List<String> states = new ArrayList<>();
    stores
        .onLoop(() ->
            database
                .client()
                .preparedQuery("SELECT state FROM dispatch.alert WHERE channel = $1 ORDER BY at")
                .execute(Tuple.of(channel.config().name())))
        .forEach((Row row) -> states.add(row.getString(0)));
    return states;
  }

  /** The ladders that are shipped, with these channels. */
  static CityLadders ladders(List<? extends Channel> channels) {
    return CityLadders.shipped(channels.stream().map(Channel::config).toList());
  }

  FakeChannel manner(Manner now) {
    manner = now;
    return this;
  }

  List<Message> told() {
    return List.copyOf(told);
  }

  /** The rungs it was told, in order. */
  List<Integer> rungs() {
    return told.stream().map(message -> message.facts().getInteger("rung")).toList();
  }

  /** The own numbers it was given, in order. */
  List<String> addresses() {
    return List.copyOf(addresses);
  }

  @Override
  public Future<Void> sendTo(Message message, String address) {
    addresses.add(address);
    return send(message, Outbox.NO_RECIPIENT);
  }

  @Override
  public AlertConfig config() {
    return config;
  }

  @Override
  public Future<Void> send(Message message, int recipient) {
    told.add(message);
    return switch (manner) {
      case TAKES -> Future.succeededFuture();
      case FAILS -> Future.failedFuture("no");
      case UNANSWERED -> Future.failedFuture(Undelivered.because(Undelivered.UNANSWERED));
      case HANGS -> Promise.<Void>promise().future();
    };
  }
}
