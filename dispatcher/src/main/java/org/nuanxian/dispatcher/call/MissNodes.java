package org.nuanxian.dispatcher.call;

import java.util.List;
import org.nuanxian.dispatcher.ServerName;

/** Which servers are missed, by name. */
public record MissNodes() implements Call<List<ServerName>> {

  @Override
  public String script() {
    return "miss_nodes";
  }

  @Override
  public List<String> arguments() {
    return List.of();
  }

  @Override
  public List<ServerName> result(List<String> reply) {
    return reply.stream().map(ServerName::new).toList();
  }
}
