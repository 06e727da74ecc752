package org.nuanxian.dispatcher.call;

import java.util.List;
import java.util.Optional;
import org.nuanxian.dispatcher.ConnectionId;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.roster.VolunteerId;

/** A supervisor goes on with a contact that waits or that somebody holds. */
public record TakeOver(VolunteerId who, ConnectionId connection, ContactId contact, long term)
    implements Call<Moved> {

  @Override
  public String script() {
    return "take_over";
  }

  @Override
  public Optional<VolunteerId> asker() {
    return Optional.of(who);
  }

  @Override
  public List<String> arguments() {
    return List.of(
        who.value().toString(), connection.toString(), contact.toString(), Long.toString(term));
  }

  @Override
  public Moved result(List<String> reply) {
    return Moved.of(reply);
  }
}
