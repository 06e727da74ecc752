package org.nuanxian.dispatcher.call;

import java.util.List;

/** Second step of a rebuild: lanes and waiting lists are emptied. */
public record ClearLanes() implements Call<Presence> {

  @Override
  public String script() {
    return "clear_lanes";
  }

  @Override
  public List<String> arguments() {
    return List.of();
  }

  @Override
  public Presence result(List<String> reply) {
    return new Presence(reply.get(0).equals("1"));
  }
}
