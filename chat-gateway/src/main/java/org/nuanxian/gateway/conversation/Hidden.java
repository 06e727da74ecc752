package org.nuanxian.gateway.conversation;

/**
 * What a help seeker keeps from new volunteers.
 *
 * @param to entries up to this number; 0 when nothing is kept from anybody
 * @param term new is whoever holds the contact under a greater term
 */
public record Hidden(long to, long term) {
  /** Everybody may read everything. */
  public static final Hidden NOTHING = new Hidden(0, 0);

  /** Up to which number nothing is shown to whoever holds the contact under this term. */
  public long from(long holdersTerm) {
    return holdersTerm > term ? to : 0;
  }
}
