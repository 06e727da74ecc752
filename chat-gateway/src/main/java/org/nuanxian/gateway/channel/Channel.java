package org.nuanxian.gateway.channel;

import io.vertx.core.Future;
import org.nuanxian.roster.Medium;

/**
 * A way in. A channel opens contacts, carries what people say to the conversation and back, and
 * says when they come and go; who serves them is not its business.
 */
public interface Channel {
  /** The name kept with each contact. */
  String name();

  /** What a volunteer must be able to take to serve it. */
  Medium medium();

  /** Takes no new contacts from now on; those that are open go on until their sockets close. */
  void stopNew();

  /** Done when everybody on this node was told to come back elsewhere. */
  Future<Void> drain();
}
