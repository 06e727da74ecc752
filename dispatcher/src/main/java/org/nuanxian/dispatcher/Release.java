package org.nuanxian.dispatcher;

import java.util.concurrent.CompletionStage;
import org.nuanxian.dispatcher.call.ByConsole;
import org.nuanxian.dispatcher.call.SetAside;
import org.nuanxian.dispatcher.call.StepBack;
import org.nuanxian.dispatcher.call.WakeContact;
import org.nuanxian.roster.VolunteerId;

/** How a volunteer lets go of a contact that is not over. */
public final class Release {
  private final City city;
  private final Presences presences;
  private final Dispatcher dispatcher;

  Release(City city, Presences presences, Dispatcher dispatcher) {
    this.city = city;
    this.presences = presences;
    this.dispatcher = dispatcher;
  }

  /**
   * The holder gives the contact to somebody else at once and is never offered it again (我认识这个人).
   * The exclusion is durable first, so that no loss of Redis brings them together again.
   */
  public CompletionStage<Void> stepBack(
      VolunteerId volunteer, ConnectionId connection, ContactId contact, long term) {
    return dispatcher
        .tell(contact, Wishes.avoiding(volunteer))
        .thenCompose(known -> move(new StepBack(volunteer, connection, contact, term)));
  }

  /**
   * The holder puts a silent contact aside (先放一放); refused with {@code red} for somebody in danger.
   * Redis alone knows it: after a rebuild the contact is offered again, and nobody is forgotten.
   */
  public CompletionStage<Void> setAside(
      VolunteerId volunteer, ConnectionId connection, ContactId contact, long term) {
    return move(new SetAside(volunteer, connection, contact, term));
  }

  /** A contact that was set aside says something: at the head again, the same volunteer first. */
  public CompletionStage<Void> wake(ContactId contact) {
    return city.move(new WakeContact(contact)).thenApply(moved -> null);
  }

  private CompletionStage<Void> move(ByConsole call) {
    return presences.move(call).thenApply(moved -> null);
  }
}
