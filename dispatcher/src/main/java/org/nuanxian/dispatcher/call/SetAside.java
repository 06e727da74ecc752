package org.nuanxian.dispatcher.call;

import java.util.List;
import org.nuanxian.dispatcher.ConnectionId;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.roster.VolunteerId;

/** The holder puts a silent contact aside until its next word. */
public record SetAside(VolunteerId volunteer, ConnectionId connection, ContactId contact, long term)
    implements ByConsole {

  @Override
  public String script() {
    return "set_aside";
  }

  @Override
  public List<String> what() {
    return List.of(contact.toString(), Long.toString(term));
  }
}
