package org.nuanxian.gateway.channel.hotline;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.dispatcher.OfferId;

/**
 * A channel that came into our application: somebody who calls, or the leg of a volunteer that was
 * answered.
 *
 * @param channel as the PBX describes it
 * @param words what it came with: {@code incoming, called[, diverted by]}, or {@code leg, contact,
 *     offer or "holder", term[, outside]}
 */
record Arrival(JsonObject channel, List<String> words) {
  private static final String APP_DATA = HotlineChannel.APP + ",";
  private static final String CALLER = "incoming";
  private static final String LEG = "leg";
  private static final String OUTSIDE = "outside";

  /** In the place of an offer, where there is none. */
  static final String HOLDER = "holder";

  /** A leg has so many words, and one more outside. */
  private static final int LEG_WORDS = 4;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxx", Locale.ROOT);

  /** As an event tells it. */
  static Optional<Arrival> told(JsonObject event) {
    List<String> words =
        event.getJsonArray("args", new JsonArray()).stream().map(Object::toString).toList();
    return Optional.of(new Arrival(event.getJsonObject("channel"), words)).filter(Arrival::isOurs);
  }

  /** As it is found on the PBX. */
  static Optional<Arrival> adopted(JsonObject channel) {
    if (!isInApp(channel)) {
      return Optional.empty();
    }
    String data = channel.getJsonObject("dialplan").getString("app_data");
    List<String> words = List.of(data.substring(APP_DATA.length()).split(",", -1));
    return Optional.of(new Arrival(channel, words)).filter(Arrival::isOurs);
  }

  /** Whether a channel is in our application at all. */
  static boolean isInApp(JsonObject channel) {
    JsonObject dialplan = channel.getJsonObject("dialplan", new JsonObject());
    return "Stasis".equals(dialplan.getString("app_name"))
        && dialplan.getString("app_data", "").startsWith(APP_DATA);
  }

  private boolean isOurs() {
    return (isCaller() && words.size() > 1)
        || (words.size() >= LEG_WORDS && words.getFirst().equals(LEG));
  }

  boolean isCaller() {
    return !words.isEmpty() && words.getFirst().equals(CALLER);
  }

  String id() {
    return channel.getString("id");
  }

  String called() {
    return words.get(1);
  }

  /** Who sent the call on, if anybody did. */
  Optional<String> diverted() {
    return words.size() > 2
        ? Optional.of(words.get(2)).filter(by -> !by.isEmpty())
        : Optional.empty();
  }

  /** The number that is shown, as the trunk gave it. */
  String number() {
    return channel.getJsonObject("caller", new JsonObject()).getString("number", "");
  }

  Instant at() {
    return OffsetDateTime.parse(channel.getString("creationtime"), TIME).toInstant();
  }

  /** Whose call a leg is for. */
  ContactId contact() {
    return ContactId.of(words.get(1));
  }

  /** An answered leg. */
  Talk.Answered answered() {
    Optional<OfferId> offer =
        Optional.of(words.get(2)).filter(word -> !word.equals(HOLDER)).map(OfferId::of);
    return new Talk.Answered(
        new Leg(id()),
        endpoint(channel),
        words.contains(OUTSIDE),
        offer,
        Long.parseLong(words.get(LEG_WORDS - 1)));
  }

  /** Which endpoint a channel leads to: {@code PJSIP/name-00000001}. */
  static String endpoint(JsonObject channel) {
    String name = channel.getString("name", "");
    return name.replaceFirst("^[^/]*/", "").replaceFirst("-[^-]*$", "");
  }
}
