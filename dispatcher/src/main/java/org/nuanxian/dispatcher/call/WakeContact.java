package org.nuanxian.dispatcher.call;

import java.util.List;
import org.nuanxian.dispatcher.ContactId;

/** The next word of a contact that was set aside. */
public record WakeContact(ContactId contact) implements Call<Moved> {

  @Override
  public String script() {
    return "wake_contact";
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
