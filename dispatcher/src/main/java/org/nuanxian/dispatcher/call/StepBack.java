package org.nuanxian.dispatcher.call;

import java.util.List;
import org.nuanxian.dispatcher.ConnectionId;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.roster.VolunteerId;

/** The holder gives the contact to somebody else and is never rung for it again. */
public record StepBack(VolunteerId volunteer, ConnectionId connection, ContactId contact, long term)
    implements ByConsole {

  @Override
  public String script() {
    return "step_back";
  }

  @Override
  public List<String> what() {
    return List.of(contact.toString(), Long.toString(term));
  }
}
