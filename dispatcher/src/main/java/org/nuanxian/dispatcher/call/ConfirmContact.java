package org.nuanxian.dispatcher.call;

import java.util.List;
import java.util.Optional;
import org.nuanxian.dispatcher.ContactState;
import org.nuanxian.dispatcher.Outcome;
import org.nuanxian.roster.VolunteerId;

/**
 * PostgreSQL holds the term of this state: people may see it.
 *
 * @param asker as of the transition that is confirmed
 */
public record ConfirmContact(ContactState state, Optional<VolunteerId> asker)
    implements Call<Moved> {

  @Override
  public String script() {
    return "confirm_contact";
  }

  @Override
  public List<String> arguments() {
    return List.of(
        state.id().toString(),
        Long.toString(state.term()),
        state.stage().wire(),
        state.holder().map(holder -> holder.value().toString()).orElse(""),
        state.outcome().map(Outcome::wire).orElse(""));
  }

  @Override
  public Moved result(List<String> reply) {
    return Moved.of(reply);
  }
}
