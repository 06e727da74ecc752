package org.nuanxian.dispatcher.call;

import java.util.List;
import java.util.Optional;
import org.nuanxian.dispatcher.ConnectionId;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.dispatcher.Outcome;
import org.nuanxian.roster.VolunteerId;

/** The holder ends the talk and writes the record. */
public record CloseContact(
    VolunteerId volunteer, ConnectionId connection, ContactId contact, long term, Outcome outcome)
    implements Call<Moved> {

  @Override
  public String script() {
    return "close_contact";
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
        outcome.wire());
  }

  @Override
  public Moved result(List<String> reply) {
    return Moved.of(reply);
  }
}
