package org.nuanxian.dispatcher;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.nuanxian.dispatcher.call.ByConsole;
import org.nuanxian.dispatcher.call.TransferContact;
import org.nuanxian.dispatcher.call.ViewColleagues;
import org.nuanxian.dispatcher.call.WithdrawTransfer;
import org.nuanxian.roster.VolunteerId;

/** How the holder of a contact asks somebody else to go on with it. */
public final class Handing {
  private final City city;
  private final Presences presences;

  Handing(City city, Presences presences) {
    this.city = city;
    this.presences = presences;
  }

  /**
   * Asks somebody to take the contact over; the holder stays until they accept. Refused with {@code
   * nobody-free} where nobody can be asked, with {@code already-asked} while another transfer is
   * open.
   *
   * @param id names the transfer; a repeat is the same one
   */
  public CompletionStage<Void> begin(
      VolunteerId holder,
      ConnectionId connection,
      ContactId contact,
      long term,
      HandoverId id,
      Handover.To to) {
    return move(new TransferContact(holder, connection, contact, term, id, to));
  }

  /** The holder goes on after all, or has read how the transfer ended. */
  public CompletionStage<Void> withdraw(
      VolunteerId holder, ConnectionId connection, ContactId contact, HandoverId id) {
    return move(new WithdrawTransfer(holder, connection, contact, id));
  }

  /** Whom the holder may ask now; those of the contact's own county first. */
  public CompletionStage<List<Colleague>> colleagues(ContactId contact) {
    return city.run(new ViewColleagues(contact));
  }

  private CompletionStage<Void> move(ByConsole call) {
    return presences.move(call).thenApply(moved -> null);
  }
}
