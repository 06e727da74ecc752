package org.nuanxian.dispatcher.call;

import java.util.List;
import org.nuanxian.dispatcher.ConnectionId;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.dispatcher.NodeId;

/** A connection of the help seeker opened. */
public record AttachSeeker(ContactId contact, ConnectionId connection, NodeId node)
    implements Call<Moved> {

  @Override
  public String script() {
    return "attach_seeker";
  }

  @Override
  public List<String> arguments() {
    return List.of(contact.toString(), connection.toString(), node.toString());
  }

  @Override
  public Moved result(List<String> reply) {
    return Moved.of(reply);
  }
}
