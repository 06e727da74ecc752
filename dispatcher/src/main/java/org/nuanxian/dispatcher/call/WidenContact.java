package org.nuanxian.dispatcher.call;

import java.util.List;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.roster.VolunteerId;

/** A supervisor opens a waiting contact to the whole city at once. */
public record WidenContact(VolunteerId who, ContactId contact) implements Call<Moved> {

  @Override
  public String script() {
    return "widen_contact";
  }

  @Override
  public List<String> arguments() {
    return List.of(who.value().toString(), contact.toString());
  }

  @Override
  public Moved result(List<String> reply) {
    return Moved.of(reply);
  }
}
