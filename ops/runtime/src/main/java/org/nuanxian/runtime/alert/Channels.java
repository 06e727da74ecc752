package org.nuanxian.runtime.alert;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.nuanxian.runtime.config.AlertConfig;

/** Every channel of the configuration. Made and used on the node's loop. */
public final class Channels {
  /**
   * Of one try, from the first packet to the last byte of the answer. Whoever presses 发送测试 waits
   * for it before a page that gives up after ten seconds.
   */
  public static final Duration TRY_MAX = Duration.ofSeconds(8);

  private final Outgoing outgoing;
  private final List<Channel> all;

  /**
   * The channels of a node.
   *
   * @param telephone makes those that call
   */
  public Channels(
      Vertx vertx,
      List<AlertConfig> configs,
      InstantSource clock,
      Function<AlertConfig, Channel> telephone) {
    this(vertx, configs, clock, telephone, TRY_MAX);
  }

  /**
   * The channels of a node with another patience.
   *
   * @param telephone makes those that call
   * @param deadline at most {@link #TRY_MAX}
   */
  public Channels(
      Vertx vertx,
      List<AlertConfig> configs,
      InstantSource clock,
      Function<AlertConfig, Channel> telephone,
      Duration deadline) {
    this.outgoing = new Outgoing(vertx, deadline);
    this.all =
        configs.stream().map(config -> channel(vertx, config, clock, telephone, deadline)).toList();
  }

  private Channel channel(
      Vertx vertx,
      AlertConfig config,
      InstantSource clock,
      Function<AlertConfig, Channel> telephone,
      Duration deadline) {
    return switch (config.type()) {
      case WECOM, DINGTALK -> new GroupRobot(config, outgoing, clock);
      case WEBHOOK -> new SignedWebhook(config, outgoing, clock);
      case SMS -> new SmsGateway(config, outgoing);
      case EMAIL -> new MailServer(vertx, config, deadline);
      case TELEPHONE -> telephone.apply(config);
    };
  }

  /** All of them, in the order of the configuration. */
  public List<Channel> all() {
    return all;
  }

  /** Lets all connections go. */
  public Future<Void> close() {
    List<Future<Void>> closing = new ArrayList<>();
    closing.add(outgoing.close());
    all.forEach(channel -> closing.add(channel.close()));
    return Future.join(closing).mapEmpty();
  }
}
