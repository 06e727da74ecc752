package org.nuanxian.runtime.alert;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
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

  /** The channels of a node. */
  public Channels(Vertx vertx, List<AlertConfig> configs, InstantSource clock) {
    this(vertx, configs, clock, TRY_MAX);
  }

  /**
   * The channels of a node with another patience.
   *
   * @param deadline at most {@link #TRY_MAX}
   */
  public Channels(Vertx vertx, List<AlertConfig> configs, InstantSource clock, Duration deadline) {
    this.outgoing = new Outgoing(vertx, deadline);
    this.all = configs.stream().map(config -> channel(vertx, config, clock, deadline)).toList();
  }

  private Channel channel(Vertx vertx, AlertConfig config, InstantSource clock, Duration deadline) {
    return switch (config.type()) {
      case WECOM, DINGTALK -> new GroupRobot(config, outgoing, clock);
      case WEBHOOK -> new SignedWebhook(config, outgoing, clock);
      case SMS -> new SmsGateway(config, outgoing);
      case EMAIL -> new MailServer(vertx, config, deadline);
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
    for (Channel channel : all) {
      if (channel instanceof MailServer mail) {
        closing.add(mail.close());
      }
    }
    return Future.join(closing).mapEmpty();
  }
}
