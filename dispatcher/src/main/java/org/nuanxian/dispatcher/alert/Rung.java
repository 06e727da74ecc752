package org.nuanxian.dispatcher.alert;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A rung that an alarm reached.
 *
 * @param opened when the alarm began
 * @param at when it reached this rung
 * @param about what people are told with it, like the name of a server
 * @param over whether somebody acted, or it ended, in the same batch of events
 */
record Rung(
    String era,
    UUID alarm,
    Optional<UUID> contact,
    String county,
    String kind,
    int rung,
    Instant opened,
    Instant at,
    Optional<String> about,
    boolean over) {

  Rung ended() {
    return new Rung(era, alarm, contact, county, kind, rung, opened, at, about, true);
  }
}
