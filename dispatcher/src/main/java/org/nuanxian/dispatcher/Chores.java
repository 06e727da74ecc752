package org.nuanxian.dispatcher;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.nuanxian.dispatcher.call.MissNodes;
import org.nuanxian.dispatcher.call.SetCauses;
import org.nuanxian.dispatcher.call.SetLadders;
import org.nuanxian.dispatcher.call.TakeLease;

/** What nodes do for a city beside serving it, each chore by one node at a time. */
public final class Chores {
  private final City city;
  private final NodeId node;
  private final Presences presences;

  Chores(City city, NodeId node, Presences presences) {
    this.city = city;
    this.node = node;
    this.presences = presences;
  }

  /** This node begins to end: nobody is to miss its server, and it joins no more. */
  public CompletionStage<Void> sayGoodbye() {
    return presences.sayGoodbye();
  }

  /**
   * Whether this node is the one that does a chore of the city now.
   *
   * @param length how long no other node is, also if this one dies
   */
  public CompletionStage<Boolean> lease(String chore, Duration length) {
    return city.run(new TakeLease(chore, node, length));
  }

  /** The servers that nobody has heard of for a while, and that said no goodbye. */
  public CompletionStage<List<ServerName>> missed() {
    return city.run(new MissNodes());
  }

  /** An alarm begins with each of these that is so, and ends with it. */
  public CompletionStage<Void> setCauses(List<Cause> causes) {
    return city.run(new SetCauses(causes)).thenApply(said -> null);
  }

  /**
   * What the city decided of its ladders; said again now and then, so that a present that is new
   * knows it before long.
   *
   * @param pauses by kind of alarm, how long each rung lasts; the last one repeats
   */
  public CompletionStage<Void> setLadders(Map<String, List<Duration>> pauses) {
    return city.run(new SetLadders(pauses)).thenApply(said -> null);
  }
}
