package org.nuanxian.dispatcher.call;

import java.util.List;
import org.nuanxian.dispatcher.NodeId;
import org.nuanxian.dispatcher.ServerName;

/** A node says goodbye, so that nobody misses its server. */
public record EndNode(NodeId node, ServerName server) implements Call<Presence> {

  @Override
  public String script() {
    return "end_node";
  }

  @Override
  public List<String> arguments() {
    return List.of(node.toString(), server.value());
  }

  @Override
  public Presence result(List<String> reply) {
    return new Presence(reply.get(0).equals("1"));
  }
}
