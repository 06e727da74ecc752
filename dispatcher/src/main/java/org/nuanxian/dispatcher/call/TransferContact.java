package org.nuanxian.dispatcher.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nuanxian.dispatcher.ConnectionId;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.dispatcher.Handover;
import org.nuanxian.dispatcher.HandoverId;
import org.nuanxian.roster.VolunteerId;

/** The holder asks somebody else to go on, and stays until they accept. */
public record TransferContact(
    VolunteerId volunteer,
    ConnectionId connection,
    ContactId contact,
    long term,
    HandoverId handover,
    Handover.To to)
    implements Call<Moved> {

  @Override
  public String script() {
    return "transfer_contact";
  }

  @Override
  public Optional<VolunteerId> asker() {
    return Optional.of(volunteer);
  }

  @Override
  public List<String> arguments() {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                volunteer.value().toString(),
                connection.toString(),
                contact.toString(),
                Long.toString(term),
                handover.toString()));
    switch (to) {
      case Handover.Chosen one -> {
        arguments.add("volunteer");
        arguments.add(one.volunteer().value().toString());
      }
      case Handover.Team team -> {
        arguments.add("county");
        arguments.add(team.county().value());
      }
    }
    return arguments;
  }

  @Override
  public Moved result(List<String> reply) {
    return Moved.of(reply);
  }
}
