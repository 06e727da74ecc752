package org.nuanxian.dispatcher.call;

import java.util.List;
import java.util.Optional;
import org.nuanxian.dispatcher.NodeId;
import org.nuanxian.dispatcher.ServerName;

/**
 * A node says it lives.
 *
 * @param joins the server it is from now on; empty: it only goes on
 */
public record RenewNode(NodeId node, Optional<ServerName> joins) implements Call<Presence> {
  /** A node comes, or comes back. */
  public static RenewNode joining(NodeId node, ServerName server) {
    return new RenewNode(node, Optional.of(server));
  }

  /** A node goes on. */
  public static RenewNode goingOn(NodeId node) {
    return new RenewNode(node, Optional.empty());
  }

  @Override
  public String script() {
    return "renew_node";
  }

  @Override
  public List<String> arguments() {
    return List.of(node.toString(), joins.map(ServerName::value).orElse(""));
  }

  @Override
  public Presence result(List<String> reply) {
    return new Presence(reply.get(0).equals("1"));
  }
}
