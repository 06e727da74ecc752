package org.nuanxian.dispatcher.call;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.nuanxian.dispatcher.Alarm;
import org.nuanxian.dispatcher.AlarmId;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.dispatcher.Stored;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.id.CountyCode;

/** Reads escalations as Redis holds them. */
final class AlarmState {
  private static final Comparator<JsonNode> OLDEST_FIRST =
      Comparator.<JsonNode>comparingLong(alarm -> alarm.path("opened").asLong())
          .thenComparing(alarm -> alarm.path("kind").asText())
          .thenComparing(alarm -> alarm.path("id").asText());

  private AlarmState() {}

  static List<Alarm> parse(List<String> reply) {
    long now = Long.parseLong(reply.get(0));
    return reply.subList(1, reply.size()).stream()
        .map(Stored::json)
        .sorted(OLDEST_FIRST)
        .map(alarm -> parse(alarm, now))
        .toList();
  }

  private static Alarm parse(JsonNode alarm, long now) {
    return new Alarm(
        AlarmId.of(alarm.path("id").asText()),
        alarm.path("kind").asText(),
        alarm.path("rung").asInt(),
        Optional.ofNullable(alarm.get("contact")).map(id -> ContactId.of(id.asText())),
        new CountyCode(alarm.path("county").asText()),
        Optional.ofNullable(alarm.get("about")).map(JsonNode::asText),
        Math.max(0, alarm.path("due").asLong() - now),
        Optional.ofNullable(alarm.get("ack"))
            .map(who -> new VolunteerId(java.util.UUID.fromString(who.asText()))));
  }
}
