package org.nuanxian.dispatcher.call;

import java.util.List;
import org.nuanxian.dispatcher.Era;

/**
 * Last step of a rebuild: the era is set and matching begins.
 *
 * @param life of Redis, see {@link org.nuanxian.dispatcher.Now#life}
 */
public record FinishRebuild(Era fresh, String life) implements Call<Presence> {

  @Override
  public String script() {
    return "finish_rebuild";
  }

  @Override
  public List<String> arguments() {
    return List.of(fresh.toString(), life);
  }

  @Override
  public Presence result(List<String> reply) {
    return new Presence(reply.get(0).equals("1"));
  }
}
