package org.nuanxian.dispatcher.ladder;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.nuanxian.runtime.staff.OwnWay;

/**
 * One rung of a ladder: whom it calls, how, and how long before the next one. Consoles are always
 * told.
 *
 * @param person who, where it is one person
 * @param own which of these people's own ways are used
 * @param channels the channels of the installation that are told as well, by name
 * @param within how long somebody has to act before the ladder climbs; of the last one: before it
 *     calls again
 */
public record Step(
    Called who, Optional<UUID> person, List<OwnWay> own, List<String> channels, Duration within) {

  /** Copies the lists. */
  public Step {
    own = List.copyOf(own);
    channels = List.copyOf(channels);
    if ((who == Called.PERSON) != person.isPresent()) {
      throw new IllegalArgumentException("a person is named where one person is called");
    }
  }

  /** As it stands in the database and on the wire. */
  public JsonObject json() {
    JsonObject json =
        new JsonObject()
            .put("who", who.wire())
            .put("own", new JsonArray(own.stream().map(OwnWay::wire).toList()))
            .put("channels", new JsonArray(channels))
            .put("minutes", within.toMinutes());
    person.ifPresent(id -> json.put("person", id.toString()));
    return json;
  }

  /** What {@link #json} made. */
  static Step read(JsonObject json) {
    return new Step(
        Called.words().get(json.getString("who")),
        Optional.ofNullable(json.getString("person")).map(UUID::fromString),
        json.getJsonArray("own").stream().map(word -> OwnWay.words().get(word)).toList(),
        json.getJsonArray("channels").stream().map(String::valueOf).toList(),
        Duration.ofMinutes(json.getInteger("minutes")));
  }
}
