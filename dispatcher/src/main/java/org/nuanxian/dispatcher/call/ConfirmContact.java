package org.nuanxian.dispatcher.call;

import java.util.List;
import org.nuanxian.dispatcher.ContactId;

/** PostgreSQL holds this term: people may see it. */
public record ConfirmContact(ContactId contact, long term) implements Call<Moved> {

  @Override
  public String script() {
    return "confirm_contact";
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
