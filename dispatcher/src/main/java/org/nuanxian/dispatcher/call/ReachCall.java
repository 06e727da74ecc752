package org.nuanxian.dispatcher.call;

import java.util.List;
import java.util.Optional;
import org.nuanxian.dispatcher.ConnectionId;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.roster.VolunteerId;

/** The holder called and the person answered. */
public record ReachCall(
    VolunteerId volunteer, ConnectionId connection, ContactId contact, long term)
    implements Call<Moved> {

  @Override
  public String script() {
    return "reach_call";
  }

  @Override
  public Optional<VolunteerId> asker() {
    return Optional.of(volunteer);
  }

  @Override
  public List<String> arguments() {
    return List.of(
        volunteer.value().toString(),
        connection.toString(),
        contact.toString(),
        Long.toString(term));
  }

  @Override
  public Moved result(List<String> reply) {
    return Moved.of(reply);
  }
}
