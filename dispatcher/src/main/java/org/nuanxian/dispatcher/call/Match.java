package org.nuanxian.dispatcher.call;

import java.util.List;

/** One more offer, to the gravest contact that somebody free can take. */
public record Match() implements Call<Presence> {

  @Override
  public String script() {
    return "match";
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
