package org.nuanxian.dispatcher;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.nuanxian.dispatcher.call.AssignContact;
import org.nuanxian.dispatcher.call.CallIn;
import org.nuanxian.dispatcher.call.TakeOver;
import org.nuanxian.dispatcher.call.WidenContact;
import org.nuanxian.roster.VolunteerId;

/**
 * What a supervisor does for contacts of others. Whether the contact is theirs to act on is asked
 * by the caller. Whatever is done for a contact counts as an act on its escalations.
 */
public final class Supervision {
  private final City city;
  private final Presences presences;

  Supervision(City city, Presences presences) {
    this.city = city;
    this.presences = presences;
  }

  /**
   * Has a waiting contact rung at somebody who is ready and has room; refused with {@code
   * nobody-free} otherwise. Nobody is rung on a break: they are called in.
   */
  public CompletionStage<Void> assign(VolunteerId who, ContactId contact, VolunteerId volunteer) {
    return done(city.move(new AssignContact(who, contact, volunteer)));
  }

  /**
   * The supervisor holds the contact from now on; completes once PostgreSQL holds it.
   *
   * @param term as it was shown; refused with {@code stale} if the contact went on since
   */
  public CompletionStage<Held> takeOver(
      VolunteerId who, ConnectionId connection, ContactId contact, long term) {
    return presences
        .move(new TakeOver(who, connection, contact, term))
        .thenApply(moved -> Views.held(moved.state().orElseThrow()));
  }

  /**
   * Asks somebody who is here and not ready whether they can come.
   *
   * @param contact for whom, if for somebody
   */
  public CompletionStage<Void> callIn(
      VolunteerId who, VolunteerId volunteer, Optional<ContactId> contact) {
    return done(city.move(new CallIn(who, volunteer, contact)));
  }

  /** Opens a waiting contact to the whole city at once. */
  public CompletionStage<Void> widen(VolunteerId who, ContactId contact) {
    return done(city.move(new WidenContact(who, contact)));
  }

  private static CompletionStage<Void> done(CompletionStage<?> stage) {
    return stage.thenApply(ignored -> null);
  }
}
