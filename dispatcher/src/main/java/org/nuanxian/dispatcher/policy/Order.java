package org.nuanxian.dispatcher.policy;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import org.nuanxian.runtime.config.TimingConfig;
import org.nuanxian.runtime.http.Fields;

/**
 * In which order people are served who are in no danger. Red is a class of its own before all of
 * them, whatever stands here.
 *
 * @param yellow by how much a yellow contact counts as earlier
 * @param blue by how much a blue contact counts as earlier; never more than yellow
 * @param ownCounty up to this wait of the best contact a volunteer serves the own county first
 * @param heldBack by how much somebody counts as later of whom a supervisor confirmed that they
 *     harassed; in danger by nothing
 */
public record Order(Duration yellow, Duration blue, Duration ownCounty, Duration heldBack)
    implements Part {
  /** Longer head starts would let grave ones starve whoever came before them. */
  private static final int HEAD_START_SECONDS_MAX = 900;

  static final Bounds BOUNDS =
      new Bounds()
          .and("yellow", 0, HEAD_START_SECONDS_MAX)
          .and("blue", 0, HEAD_START_SECONDS_MAX)
          .and("ownCounty", 0, 1_800)
          .and("heldBack", 0, HEAD_START_SECONDS_MAX);

  private static final Duration YELLOW = Duration.ofMinutes(2);
  private static final Duration BLUE = Duration.ofSeconds(30);
  private static final Duration HELD_BACK = Duration.ofMinutes(5);

  /**
   * Checks what the order of classes stands on.
   *
   * @throws IllegalArgumentException when one of them is negative or beyond its bound
   */
  public Order {
    if (blue.isNegative()
        || blue.compareTo(yellow) > 0
        || yellow.toSeconds() > HEAD_START_SECONDS_MAX
        || heldBack.isNegative()
        || heldBack.toSeconds() > HEAD_START_SECONDS_MAX) {
      throw new IllegalArgumentException("head starts out of bounds");
    }
  }

  static Order of(TimingConfig timing) {
    return new Order(YELLOW, BLUE, timing.ownCounty(), HELD_BACK);
  }

  static Order read(Fields f, Order otherwise) {
    Duration yellow = BOUNDS.read(f, "yellow", otherwise.yellow);
    Duration blue = BOUNDS.read(f, "blue", otherwise.blue);
    if (blue.compareTo(yellow) > 0) {
      if (f.clean("yellow") && f.clean("blue")) {
        f.mistake("blue", "order", "Must not be more than yellow.");
      }
      blue = yellow; // a stand-in, so that everything else is read as well
    }
    return new Order(
        yellow,
        blue,
        BOUNDS.read(f, "ownCounty", otherwise.ownCounty),
        BOUNDS.read(f, "heldBack", otherwise.heldBack));
  }

  @Override
  public Map<String, String> literals() {
    return Map.of(
        "yellow", Bounds.ms(yellow),
        "blue", Bounds.ms(blue),
        "ownCounty", Bounds.ms(ownCounty),
        "heldBack", Bounds.ms(heldBack));
  }

  @Override
  public JsonObject json() {
    return new JsonObject()
        .put("yellow", Bounds.seconds(yellow))
        .put("blue", Bounds.seconds(blue))
        .put("ownCounty", Bounds.seconds(ownCounty))
        .put("heldBack", Bounds.seconds(heldBack));
  }
}
