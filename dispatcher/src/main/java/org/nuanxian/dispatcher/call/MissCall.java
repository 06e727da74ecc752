package org.nuanxian.dispatcher.call;

import java.util.List;
import java.util.Optional;
import org.nuanxian.dispatcher.CallResult;
import org.nuanxian.dispatcher.ConnectionId;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.roster.VolunteerId;

/** The holder called and did not reach the person. */
public record MissCall(
    VolunteerId volunteer, ConnectionId connection, ContactId contact, long term, CallResult result)
    implements Call<Moved> {

  @Override
  public String script() {
    return "miss_call";
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
        Long.toString(term),
        result.wire());
  }

  @Override
  public Moved result(List<String> reply) {
    return Moved.of(reply);
  }
}
