package org.nuanxian.dispatcher.call;

import java.util.List;
import org.nuanxian.dispatcher.ContactId;

/** Both legs are in the bridge. */
public record ConnectContact(ContactId contact, long term) implements Call<Moved> {

  @Override
  public String script() {
    return "connect_contact";
  }

  @Override
  public List<String> arguments() {
    return List.of(contact.toString(), Long.toString(term));
  }

  @Override
  public Moved result(List<String> reply) {
    return Moved.of(reply);
  }
}
