package org.nuanxian.dispatcher;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.id.CountyCode;

/**
 * A transfer that the holder of a contact asked for. The holder stays until somebody accepts.
 *
 * @param to whom the holder chose
 * @param asked who rings now, or rang last
 * @param state how far it is
 */
public record Handover(HandoverId id, To to, Optional<VolunteerId> asked, State state) {

  /** Whom a holder may ask to go on. */
  public sealed interface To {}

  /** One volunteer. */
  public record Chosen(VolunteerId volunteer) implements To {}

  /** The volunteers of a county, one after the other. */
  public record Team(CountyCode county) implements To {}

  /** How far a transfer is. */
  public enum State {
    /** Somebody is rung. */
    RINGING,
    /** The next of a team is about to be rung. */
    SEEKING,
    /** The volunteer said no. */
    DECLINED,
    /** The volunteer did not answer. */
    EXPIRED,
    /** The volunteer cannot be rung any more. */
    GONE,
    /** Nobody of the team is left to ask. */
    NOBODY;

    /** The name on the wire and in Redis. */
    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }

    private static State of(String wire) {
      return valueOf(wire.toUpperCase(Locale.ROOT));
    }
  }

  /** Somebody may still take the contact over. */
  public boolean open() {
    return state == State.RINGING || state == State.SEEKING;
  }

  static Optional<Handover> parse(JsonNode contact) {
    return Optional.ofNullable(contact.get("transfer")).map(Handover::read);
  }

  private static Handover read(JsonNode transfer) {
    Optional<VolunteerId> asked =
        Optional.ofNullable(transfer.get("v"))
            .map(v -> new VolunteerId(UUID.fromString(v.asText())));
    To to =
        transfer.has("county")
            ? new Team(new CountyCode(transfer.path("county").asText()))
            : new Chosen(asked.orElseThrow());
    return new Handover(
        HandoverId.of(transfer.path("id").asText()),
        to,
        asked,
        State.of(transfer.path("state").asText()));
  }
}
