package org.nuanxian.dispatcher.call;

import java.util.List;
import org.nuanxian.dispatcher.ConnectionId;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.dispatcher.HandoverId;
import org.nuanxian.roster.VolunteerId;

/** The holder goes on after all, or has read how the transfer ended. */
public record WithdrawTransfer(
    VolunteerId volunteer, ConnectionId connection, ContactId contact, HandoverId handover)
    implements ByConsole {

  @Override
  public String script() {
    return "withdraw_transfer";
  }

  @Override
  public List<String> what() {
    return List.of(contact.toString(), handover.toString());
  }
}
