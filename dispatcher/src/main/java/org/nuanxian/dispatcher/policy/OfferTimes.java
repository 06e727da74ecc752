package org.nuanxian.dispatcher.policy;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import org.nuanxian.runtime.config.TimingConfig;
import org.nuanxian.runtime.http.Fields;

/**
 * How long an offer rings before somebody else is asked, and when it rings at whoever takes for
 * themselves.
 *
 * @param chat of a chat by day
 * @param chatNight of a chat by night
 * @param voice of a call by day
 * @param voiceNight of a call by night
 * @param red of a contact in danger, at any hour
 * @param onCall at somebody on call at home, at any hour and level
 * @param pull after so long a wait a contact rings at people who take for themselves as well
 * @param night which hours are night
 */
public record OfferTimes(
    Duration chat,
    Duration chatNight,
    Duration voice,
    Duration voiceNight,
    Duration red,
    Duration onCall,
    Duration pull,
    Hours night)
    implements Part {

  static final Bounds BOUNDS =
      new Bounds()
          .and("chat", 10, 180)
          .and("chatNight", 10, 180)
          .and("voice", 10, 60)
          .and("voiceNight", 10, 60)
          .and("red", 5, 30)
          .and("onCall", 30, 180)
          .and("pull", 10, 300);

  static OfferTimes of(TimingConfig timing) {
    return new OfferTimes(
        timing.offerChat(),
        timing.offerChat(),
        timing.offerChat(),
        timing.offerChat(),
        timing.offerRed(),
        timing.offerCall(),
        timing.pullWait(),
        Hours.NIGHT);
  }

  static OfferTimes read(Fields f, OfferTimes otherwise) {
    return new OfferTimes(
        BOUNDS.read(f, "chat", otherwise.chat),
        BOUNDS.read(f, "chatNight", otherwise.chatNight),
        BOUNDS.read(f, "voice", otherwise.voice),
        BOUNDS.read(f, "voiceNight", otherwise.voiceNight),
        BOUNDS.read(f, "red", otherwise.red),
        BOUNDS.read(f, "onCall", otherwise.onCall),
        BOUNDS.read(f, "pull", otherwise.pull),
        f.optionalObject("night")
            .map(hours -> Hours.read(hours, otherwise.night))
            .orElse(otherwise.night));
  }

  @Override
  public Map<String, String> literals() {
    return Map.of(
        "offerChat", Bounds.ms(chat),
        "offerChatNight", Bounds.ms(chatNight),
        "offerVoice", Bounds.ms(voice),
        "offerVoiceNight", Bounds.ms(voiceNight),
        "offerRed", Bounds.ms(red),
        "offerCall", Bounds.ms(onCall),
        "pullWait", Bounds.ms(pull),
        "isNight", night.literal());
  }

  @Override
  public JsonObject json() {
    return new JsonObject()
        .put("chat", Bounds.seconds(chat))
        .put("chatNight", Bounds.seconds(chatNight))
        .put("voice", Bounds.seconds(voice))
        .put("voiceNight", Bounds.seconds(voiceNight))
        .put("red", Bounds.seconds(red))
        .put("onCall", Bounds.seconds(onCall))
        .put("pull", Bounds.seconds(pull))
        .put("night", night.json());
  }
}
