package org.nuanxian.dispatcher.call;

import java.util.List;
import org.nuanxian.dispatcher.CallResult;
import org.nuanxian.dispatcher.ConnectionId;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.roster.VolunteerId;

/** The holder called and did not reach the person. */
public record MissCall(
    VolunteerId volunteer, ConnectionId connection, ContactId contact, long term, CallResult result)
    implements ByConsole {

  @Override
  public String script() {
    return "miss_call";
  }

  @Override
  public List<String> what() {
    return List.of(contact.toString(), Long.toString(term), result.wire());
  }
}
