package org.nuanxian.runtime.alert;

import io.vertx.core.Future;
import org.nuanxian.runtime.config.AlertConfig;

/** One way to reach people outside of the console. Belongs to the node's loop. */
public interface Channel {

  /** What the operator decided of it. */
  AlertConfig config();

  /** How many messages one alarm is here: one for each recipient, or one for a whole group. */
  default int recipients() {
    return switch (config().type()) {
      case SMS, EMAIL -> config().recipients().size();
      case WECOM, DINGTALK, WEBHOOK -> 1;
    };
  }

  /**
   * Sends a message once. Ends within {@link Channels#TRY_MAX} in any case; fails with {@link
   * Undelivered}, also when the message may have arrived all the same.
   *
   * @param recipient which one, from 0 to below {@link #recipients()}
   */
  Future<Void> send(Message message, int recipient);

  /**
   * Sends a message once to somebody's own number or address, as {@link #send} does. Only a gateway
   * for SMS and a mail server can.
   */
  default Future<Void> sendTo(Message message, String address) {
    return Future.failedFuture(Undelivered.because(Undelivered.GONE));
  }
}
