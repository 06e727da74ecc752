package org.nuanxian.gateway.conversation;

import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.roster.VolunteerId;

/**
 * Who wrote an entry. A help seeker is known by the contact itself (every tab is the same sender),
 * a volunteer by their id, the house by the nil id.
 *
 * @param side which end
 * @param id unique within the contact
 * @param alias what is shown of a volunteer or a supervisor, empty for all others
 */
public record Sender(Side side, UUID id, Optional<String> alias) {
  private static final UUID HOUSE = new UUID(0, 0);

  public Sender {
    Objects.requireNonNull(side);
    Objects.requireNonNull(id);
    Objects.requireNonNull(alias);
  }

  /** The help seeker of a contact. */
  public static Sender seeker(ContactId contact) {
    return new Sender(Side.SEEKER, contact.value(), Optional.empty());
  }

  /** A volunteer, shown by alias. */
  public static Sender volunteer(VolunteerId volunteer, String alias) {
    return new Sender(Side.VOLUNTEER, volunteer.value(), Optional.of(alias));
  }

  /** A supervisor who reads along: hears both ends, and whispers to the volunteer alone. */
  public static Sender observer(VolunteerId supervisor, String alias) {
    return new Sender(Side.SYSTEM, supervisor.value(), Optional.of(alias));
  }

  /** The house. */
  public static Sender house() {
    return new Sender(Side.SYSTEM, HOUSE, Optional.empty());
  }
}
