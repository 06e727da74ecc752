package org.nuanxian.runtime.alert;

import io.vertx.core.Future;
import java.time.Duration;
import org.nuanxian.runtime.config.AlertConfig;

/** One way to reach people outside of the console. Belongs to the node's loop. */
public interface Channel {

  /** What the operator decided of it. */
  AlertConfig config();

  /** How many messages one alarm is here: one for each recipient, or one for a whole group. */
  default int recipients() {
    return switch (config().type()) {
      case SMS, EMAIL, TELEPHONE -> config().recipients().size();
      case WECOM, DINGTALK, WEBHOOK -> 1;
    };
  }

  /** The longest that one try lasts. */
  default Duration patience() {
    return Channels.TRY_MAX;
  }

  /** How many tries of one node may be under way at once. */
  default int tries() {
    // A robot's platform counts, and a gateway that hangs must not gather more than this.
    return 2;
  }

  /** Whether a message counts as sent only when somebody said that they heard it. */
  default boolean answers() {
    return config().type() == AlertConfig.Type.TELEPHONE;
  }

  /** Lets its connections go. */
  default Future<Void> close() {
    return Future.succeededFuture();
  }

  /**
   * Sends a message once. Ends within {@link #patience} in any case; fails with {@link
   * Undelivered}, also when the message may have arrived all the same.
   *
   * @param recipient which one, from 0 to below {@link #recipients()}
   */
  Future<Void> send(Message message, int recipient);

  /**
   * Sends a message once to somebody's own number or address, as {@link #send} does. Only a gateway
   * for SMS, a mail server and a PBX can.
   */
  default Future<Void> sendTo(Message message, String address) {
    return Future.failedFuture(Undelivered.because(Undelivered.GONE));
  }
}
