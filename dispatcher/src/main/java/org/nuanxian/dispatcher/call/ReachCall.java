package org.nuanxian.dispatcher.call;

import java.util.List;
import org.nuanxian.dispatcher.ConnectionId;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.roster.VolunteerId;

/** The holder called and the person answered. */
public record ReachCall(
    VolunteerId volunteer, ConnectionId connection, ContactId contact, long term)
    implements ByConsole {

  @Override
  public String script() {
    return "reach_call";
  }

  @Override
  public List<String> what() {
    return List.of(contact.toString(), Long.toString(term));
  }
}
