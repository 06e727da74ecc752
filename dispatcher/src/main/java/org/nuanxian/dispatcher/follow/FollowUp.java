package org.nuanxian.dispatcher.follow;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.nuanxian.dispatcher.CallResult;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.runtime.id.CountyCode;

/**
 * Somebody to look after though the contact is over.
 *
 * @param why unreached, wrongNumber, promised or hungUp
 * @param red they were in danger
 * @param since when the contact ended
 * @param tries the calls that reached nobody, in order
 */
public record FollowUp(
    ContactId contact,
    CountyCode county,
    String why,
    boolean red,
    Instant since,
    List<Try> tries,
    Optional<Settled> settled) {

  /** A call that reached nobody. */
  public record Try(String alias, CallResult result, Instant at) {}

  /**
   * Somebody looked after them.
   *
   * @param by whose account
   * @param name of whoever it was
   * @param how reached, referred, notNeeded or unreachable
   * @param note sealed with the person's key
   */
  public record Settled(UUID by, String name, Instant at, String how, Optional<byte[]> note) {}
}
