package org.nuanxian.dispatcher;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.nuanxian.dispatcher.call.TakeNext;
import org.nuanxian.dispatcher.call.ViewNext;
import org.nuanxian.roster.VolunteerId;

/** How volunteers take contacts by themselves (自己取) instead of being rung. */
public final class Pulling {
  private final City city;
  private final Presences presences;

  Pulling(City city, Presences presences) {
    this.city = city;
    this.presences = presences;
  }

  /**
   * The contact that matching would give this volunteer next is theirs; completes once PostgreSQL
   * holds it. Nobody where nobody waits whom they may take; refused with {@code not-ready} unless
   * they are ready.
   *
   * @param name of this taking; a repeat is the same one
   */
  public CompletionStage<Optional<Held>> take(
      VolunteerId volunteer, ConnectionId connection, UUID name) {
    return presences
        .move(new TakeNext(volunteer, connection, name))
        .thenApply(moved -> moved.state().map(Views::held));
  }

  /** How many wait whom this volunteer could take now, as far as anybody looks ahead. */
  public CompletionStage<Integer> waiting(VolunteerId volunteer) {
    return city.run(new ViewNext(volunteer));
  }
}
