package org.nuanxian.dispatcher.call;

import java.util.List;
import org.nuanxian.dispatcher.ConnectionId;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.roster.VolunteerId;

/** The holder calls for help (求援). */
public record EscalateContact(VolunteerId volunteer, ConnectionId connection, ContactId contact)
    implements Call<Moved> {

  @Override
  public String script() {
    return "escalate_contact";
  }

  @Override
  public List<String> arguments() {
    return List.of(volunteer.value().toString(), connection.toString(), contact.toString());
  }

  @Override
  public Moved result(List<String> reply) {
    return Moved.of(reply);
  }
}
