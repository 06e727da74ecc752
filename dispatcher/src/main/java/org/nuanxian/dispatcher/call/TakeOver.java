package org.nuanxian.dispatcher.call;

import java.util.List;
import org.nuanxian.dispatcher.ConnectionId;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.roster.VolunteerId;

/** A supervisor goes on with a contact that waits or that somebody holds. */
public record TakeOver(VolunteerId volunteer, ConnectionId connection, ContactId contact, long term)
    implements ByConsole {

  @Override
  public String script() {
    return "take_over";
  }

  @Override
  public List<String> what() {
    return List.of(contact.toString(), Long.toString(term));
  }
}
