package org.nuanxian.dispatcher.call;

import java.util.List;
import org.nuanxian.dispatcher.Era;

/** Last step of a rebuild: the era is set and matching begins. */
public record FinishRebuild(Era fresh) implements Call<Presence> {

  @Override
  public String script() {
    return "finish_rebuild";
  }

  @Override
  public List<String> arguments() {
    return List.of(fresh.toString());
  }

  @Override
  public Presence result(List<String> reply) {
    return new Presence(reply.get(0).equals("1"));
  }
}
