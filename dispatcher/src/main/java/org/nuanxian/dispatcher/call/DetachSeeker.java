package org.nuanxian.dispatcher.call;

import java.util.List;
import org.nuanxian.dispatcher.ConnectionId;
import org.nuanxian.dispatcher.ContactId;

/** A connection of the help seeker closed. */
public record DetachSeeker(ContactId contact, ConnectionId connection) implements Call<Moved> {

  @Override
  public String script() {
    return "detach_seeker";
  }

  @Override
  public List<String> arguments() {
    return List.of(contact.toString(), connection.toString());
  }

  @Override
  public Moved result(List<String> reply) {
    return Moved.of(reply);
  }
}
