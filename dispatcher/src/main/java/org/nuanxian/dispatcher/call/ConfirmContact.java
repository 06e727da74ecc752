package org.nuanxian.dispatcher.call;

import java.util.List;
import java.util.Optional;
import org.nuanxian.dispatcher.ContactState;
import org.nuanxian.dispatcher.Outcome;
import org.nuanxian.roster.VolunteerId;

/** PostgreSQL holds the terms of these states: people may see them. */
public record ConfirmContact(List<Confirmed> contacts) implements Call<Moved> {

  /**
   * One contact.
   *
   * @param reader as asker of the transition that is confirmed, see {@link Call#asker}
   */
  public record Confirmed(ContactState state, Optional<VolunteerId> reader) {
    private List<String> arguments() {
      return List.of(
          state.id().toString(),
          Long.toString(state.term()),
          state.stage().wire(),
          state.holder().map(holder -> holder.value().toString()).orElse(""),
          state.outcome().map(Outcome::wire).orElse(""),
          reader.map(volunteer -> volunteer.value().toString()).orElse(""));
    }
  }

  /** One contact about which nobody asked. */
  public ConfirmContact(ContactState state) {
    this(List.of(new Confirmed(state, Optional.empty())));
  }

  @Override
  public String script() {
    return "confirm_contact";
  }

  @Override
  public List<String> arguments() {
    return contacts.stream().flatMap(contact -> contact.arguments().stream()).toList();
  }

  @Override
  public Moved result(List<String> reply) {
    return Moved.of(reply);
  }
}
