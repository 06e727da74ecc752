package org.nuanxian.dispatcher.call;

import java.util.List;
import org.nuanxian.dispatcher.NodeId;

/** A node says it lives. */
public record RenewNode(NodeId node, boolean join) implements Call<Presence> {

  @Override
  public String script() {
    return "renew_node";
  }

  @Override
  public List<String> arguments() {
    return List.of(node.toString(), join ? "join" : "renew");
  }

  @Override
  public Presence result(List<String> reply) {
    return new Presence(reply.get(0).equals("1"));
  }
}
