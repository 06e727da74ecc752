package org.nuanxian.dispatcher.call;

import java.util.List;
import java.util.Optional;
import org.nuanxian.dispatcher.ConnectionId;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.dispatcher.HandoverId;
import org.nuanxian.roster.VolunteerId;

/** The holder goes on after all, or has read how the transfer ended. */
public record WithdrawTransfer(
    VolunteerId volunteer, ConnectionId connection, ContactId contact, HandoverId handover)
    implements Call<Moved> {

  @Override
  public String script() {
    return "withdraw_transfer";
  }

  @Override
  public Optional<VolunteerId> asker() {
    return Optional.of(volunteer);
  }

  @Override
  public List<String> arguments() {
    return List.of(
        volunteer.value().toString(),
        connection.toString(),
        contact.toString(),
        handover.toString());
  }

  @Override
  public Moved result(List<String> reply) {
    return Moved.of(reply);
  }
}
