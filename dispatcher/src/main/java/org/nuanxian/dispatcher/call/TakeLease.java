package org.nuanxian.dispatcher.call;

import java.time.Duration;
import java.util.List;
import org.nuanxian.dispatcher.NodeId;

/** One node at a time does a chore of the city; answers whether it is this one. */
public record TakeLease(String chore, NodeId node, Duration length) implements Call<Boolean> {

  @Override
  public String script() {
    return "take_lease";
  }

  @Override
  public List<String> arguments() {
    return List.of(chore, node.toString(), Long.toString(length.toMillis()));
  }

  @Override
  public Boolean result(List<String> reply) {
    return reply.get(0).equals("1");
  }
}
