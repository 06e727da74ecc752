package org.nuanxian.dispatcher;

import java.util.Set;
import org.nuanxian.roster.Medium;
import org.nuanxian.roster.Seat;

/**
 * What a volunteer is ready for.
 *
 * @param status ready, onBreak or offline
 * @param seat what the console counts as while it is ready
 * @param chats how many chats at once
 * @param back a rest is over: they say that they can
 * @param pulls they take for themselves (自己取): only danger, long waits and what is addressed to
 *     them ring there
 */
public record Wanted(
    Status status, Seat seat, Set<Medium> media, int chats, boolean back, boolean pulls) {
  /** Copies the media. */
  public Wanted {
    media = Set.copyOf(media);
  }

  /** The same at a desk. */
  public static Wanted atDesk(Status status, Set<Medium> media, int chats) {
    return new Wanted(status, Seat.AT_DESK, media, chats, false, false);
  }

  /** The same, and a rest is over. */
  public Wanted comingBack() {
    return new Wanted(status, seat, media, chats, true, pulls);
  }

  /** The same, taking for themselves. */
  public Wanted pulling() {
    return new Wanted(status, seat, media, chats, back, true);
  }
}
