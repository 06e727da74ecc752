package org.nuanxian.dispatcher.call;

import java.util.List;
import org.nuanxian.dispatcher.ConnectionId;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.dispatcher.Outcome;
import org.nuanxian.roster.VolunteerId;

/** The holder ends the talk and writes the record. */
public record CloseContact(
    VolunteerId volunteer, ConnectionId connection, ContactId contact, long term, Outcome outcome)
    implements ByConsole {

  @Override
  public String script() {
    return "close_contact";
  }

  @Override
  public List<String> what() {
    return List.of(contact.toString(), Long.toString(term), outcome.wire());
  }
}
