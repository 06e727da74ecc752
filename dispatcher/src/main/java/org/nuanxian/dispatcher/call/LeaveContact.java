package org.nuanxian.dispatcher.call;

import java.util.List;
import org.nuanxian.dispatcher.ContactId;

/** The help seeker left by the exit. */
public record LeaveContact(ContactId contact) implements Call<Moved> {

  @Override
  public String script() {
    return "leave_contact";
  }

  @Override
  public List<String> arguments() {
    return List.of(contact.toString());
  }

  @Override
  public Moved result(List<String> reply) {
    return Moved.of(reply);
  }
}
