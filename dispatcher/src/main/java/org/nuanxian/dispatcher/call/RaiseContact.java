package org.nuanxian.dispatcher.call;

import java.util.List;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.dispatcher.Level;

/** Level or danger of a contact changed. */
public record RaiseContact(ContactId contact, Level level, boolean danger, long levelRev)
    implements Call<Moved> {

  @Override
  public String script() {
    return "raise_contact";
  }

  @Override
  public List<String> arguments() {
    return List.of(contact.toString(), level.wire(), danger ? "1" : "0", Long.toString(levelRev));
  }

  @Override
  public Moved result(List<String> reply) {
    return Moved.of(reply);
  }
}
