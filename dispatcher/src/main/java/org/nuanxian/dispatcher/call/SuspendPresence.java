package org.nuanxian.dispatcher.call;

import java.util.List;

/** First step of a rebuild: whoever is here says so again. */
public record SuspendPresence() implements Call<Presence> {

  @Override
  public String script() {
    return "suspend_presence";
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
