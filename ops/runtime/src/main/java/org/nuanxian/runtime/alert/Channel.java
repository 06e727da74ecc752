package org.nuanxian.runtime.alert;

import io.vertx.core.Future;
import org.nuanxian.runtime.config.AlertConfig;

/** One way to reach people outside of the console. Belongs to the node's loop. */
public interface Channel {

  /** What the operator decided of it. */
  AlertConfig config();

  /** How many messages one alarm is here: one for each recipient, or one for a whole group. */
  default int recipients() {
    return Math.max(1, config().recipients().size());
  }

  /**
   * Sends a message once. Ends within {@link Channels#TRY_MAX} in any case; fails with {@link
   * Undelivered}, also when the message may have arrived all the same.
   *
   * @param recipient which one, from 0 to below {@link #recipients()}
   */
  Future<Void> send(Message message, int recipient);
}
