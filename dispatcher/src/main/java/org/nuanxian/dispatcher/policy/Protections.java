package org.nuanxian.dispatcher.policy;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import org.nuanxian.runtime.config.TimingConfig;
import org.nuanxian.runtime.http.Fields;

/**
 * What keeps volunteers from doing too much. Whoever rests is asked after everybody else, and is
 * asked all the same when there is nobody else.
 *
 * @param redRest how long somebody rests after a contact in danger; zero: not at all
 * @param restWait after so long a contact in no danger is offered to people who rest, even while
 *     others are there
 * @param perShift after so many contacts of one shift somebody rests; 0 for never
 * @param perNight after so many contacts of one night somebody rests until it is over; 0 for never
 * @param missed after so many missed offers in a row, by day and at a desk, somebody rests; 0 for
 *     never
 * @param nuisanceDays for at most so many days a confirmed harassment counts
 * @param voiceAlone whoever listens to a voice has no chat beside it
 */
public record Protections(
    Duration redRest,
    Duration restWait,
    int perShift,
    int perNight,
    int missed,
    int nuisanceDays,
    boolean voiceAlone)
    implements Part {

  static final Bounds BOUNDS =
      new Bounds()
          .and("redRest", 0, 3_600)
          .and("restWait", 30, 1_800)
          .and("perShift", 0, 100)
          .and("perNight", 0, 100)
          .and("missed", 0, 10)
          .and("nuisanceDays", 1, 180);

  private static final int NUISANCE_DAYS = 30;

  static Protections of(TimingConfig timing) {
    return new Protections(
        timing.redRest(),
        timing.restWait(),
        timing.shiftContacts(),
        timing.nightContacts(),
        timing.missedOffers(),
        NUISANCE_DAYS,
        true);
  }

  static Protections read(Fields f, Protections otherwise) {
    return new Protections(
        BOUNDS.read(f, "redRest", otherwise.redRest),
        BOUNDS.read(f, "restWait", otherwise.restWait),
        BOUNDS.count(f, "perShift", otherwise.perShift),
        BOUNDS.count(f, "perNight", otherwise.perNight),
        BOUNDS.count(f, "missed", otherwise.missed),
        BOUNDS.count(f, "nuisanceDays", otherwise.nuisanceDays),
        f.flag("voiceAlone", otherwise.voiceAlone));
  }

  @Override
  public Map<String, String> literals() {
    return Map.of(
        "redRest", Bounds.ms(redRest),
        "restWait", Bounds.ms(restWait),
        "shiftMax", most(perShift),
        "nightMax", most(perNight),
        "missedMax", most(missed),
        "voiceAlone", Boolean.toString(voiceAlone));
  }

  private static String most(int count) {
    return count == 0 ? "math.huge" : Integer.toString(count);
  }

  @Override
  public JsonObject json() {
    return new JsonObject()
        .put("redRest", Bounds.seconds(redRest))
        .put("restWait", Bounds.seconds(restWait))
        .put("perShift", perShift)
        .put("perNight", perNight)
        .put("missed", missed)
        .put("nuisanceDays", nuisanceDays)
        .put("voiceAlone", voiceAlone);
  }
}
