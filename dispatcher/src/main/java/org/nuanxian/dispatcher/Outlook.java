package org.nuanxian.dispatcher;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Who will be there by the published roster of a city; it chooses what help seekers are told, and
 * decides nothing.
 *
 * @param onCall somebody is on call at home now
 * @param changes how many sit at a desk from an instant on, in order
 */
public record Outlook(boolean onCall, List<Change> changes) {
  /** Nothing is known. */
  public static final Outlook UNKNOWN = new Outlook(false, List.of());

  public Outlook {
    changes = List.copyOf(changes);
  }

  /** From an instant on so many sit at a desk. */
  public record Change(Instant at, int atDesk) {}

  /** When somebody sits at a desk for the first time after an instant, as far as it was read. */
  public Optional<Instant> next(Instant after) {
    return changes.stream()
        .filter(change -> change.at().isAfter(after) && change.atDesk() > 0)
        .map(Change::at)
        .findFirst();
  }
}
