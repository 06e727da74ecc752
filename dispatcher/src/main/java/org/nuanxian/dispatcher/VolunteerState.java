package org.nuanxian.dispatcher;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;
import org.nuanxian.dispatcher.call.Media;
import org.nuanxian.roster.Medium;

/**
 * A volunteer as Redis holds it.
 *
 * @param chats how many chats at once
 * @param connection the console that counts
 */
public record VolunteerState(
    Status status, Set<Medium> media, int chats, Optional<ConnectionId> connection) {

  /** Reads what the scripts write. */
  public static VolunteerState parse(String text) {
    JsonNode v = Stored.json(text);
    return new VolunteerState(
        Status.of(v.path("status").asText()),
        Media.parse(v.path("media").asText()),
        v.path("chats").asInt(),
        Optional.ofNullable(v.get("conn")).map(conn -> ConnectionId.of(conn.asText())));
  }
}
