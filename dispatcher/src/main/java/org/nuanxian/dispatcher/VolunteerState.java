package org.nuanxian.dispatcher;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.nuanxian.dispatcher.call.Media;
import org.nuanxian.roster.Medium;
import org.nuanxian.roster.Seat;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.id.CountyCode;

/**
 * A volunteer as Redis holds it.
 *
 * @param county whose contacts the volunteer serves first
 * @param seat on call: asked after those who sit at a desk, and rung longer
 * @param chats how many chats at once
 * @param pulls takes for themselves, see {@link Wanted#pulls}
 * @param onShiftUntil when the shift ends; long ago without one
 * @param rest why they are asked after everybody else, if they are
 * @param connection the console that counts
 * @param held contacts held now
 * @param asked until when a supervisor's question stands whether they can come
 */
public record VolunteerState(
    VolunteerId id,
    CountyCode county,
    Status status,
    Seat seat,
    Set<Medium> media,
    int chats,
    boolean pulls,
    Instant onShiftUntil,
    Optional<Rest> rest,
    Optional<ConnectionId> connection,
    List<ContactId> held,
    Optional<Instant> asked) {

  /** Reads what the scripts write. */
  public static VolunteerState parse(String text) {
    JsonNode v = Stored.json(text);
    List<ContactId> held = new ArrayList<>();
    v.path("held").fieldNames().forEachRemaining(id -> held.add(ContactId.of(id)));
    return new VolunteerState(
        new VolunteerId(UUID.fromString(v.path("id").asText())),
        new CountyCode(v.path("county").asText()),
        Status.of(v.path("status").asText()),
        v.path("call").asBoolean() ? Seat.ON_CALL : Seat.AT_DESK,
        Media.parse(v.path("media").asText()),
        v.path("chats").asInt(),
        v.path("pull").asBoolean(),
        Instant.ofEpochMilli(v.path("untilMs").asLong()),
        Optional.ofNullable(v.get("rest")).map(VolunteerState::rest),
        Optional.ofNullable(v.get("conn")).map(conn -> ConnectionId.of(conn.asText())),
        List.copyOf(held),
        Optional.ofNullable(v.get("asked")).map(at -> Instant.ofEpochMilli(at.asLong())));
  }

  private static Rest rest(JsonNode rest) {
    return new Rest(
        rest.path("why").asText(),
        Optional.ofNullable(rest.get("till")).map(till -> Instant.ofEpochMilli(till.asLong())));
  }
}
