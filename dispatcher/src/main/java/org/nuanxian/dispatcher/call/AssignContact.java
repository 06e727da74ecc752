package org.nuanxian.dispatcher.call;

import java.util.List;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.roster.VolunteerId;

/** A supervisor has a waiting contact rung at somebody who is ready. */
public record AssignContact(VolunteerId who, ContactId contact, VolunteerId volunteer)
    implements Call<Moved> {

  @Override
  public String script() {
    return "assign_contact";
  }

  @Override
  public List<String> arguments() {
    return List.of(who.value().toString(), contact.toString(), volunteer.value().toString());
  }

  @Override
  public Moved result(List<String> reply) {
    return Moved.of(reply);
  }
}
