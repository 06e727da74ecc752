package org.nuanxian.dispatcher.call;

import java.util.List;
import org.nuanxian.dispatcher.ConnectionId;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.dispatcher.Handover;
import org.nuanxian.dispatcher.HandoverId;
import org.nuanxian.roster.VolunteerId;

/** The holder asks somebody else to go on, and stays until they accept. */
public record TransferContact(
    VolunteerId volunteer,
    ConnectionId connection,
    ContactId contact,
    long term,
    HandoverId handover,
    Handover.To to)
    implements ByConsole {

  @Override
  public String script() {
    return "transfer_contact";
  }

  @Override
  public List<String> what() {
    List<String> whom =
        switch (to) {
          case Handover.Chosen one -> List.of("volunteer", one.volunteer().value().toString());
          case Handover.Team team -> List.of("county", team.county().value());
        };
    return List.of(
        contact.toString(),
        Long.toString(term),
        handover.toString(),
        whom.getFirst(),
        whom.getLast());
  }
}
