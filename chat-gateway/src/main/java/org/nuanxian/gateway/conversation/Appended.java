package org.nuanxian.gateway.conversation;

import java.time.Instant;

/** What became of a draft. */
sealed interface Appended {
  /**
   * It is in the conversation.
   *
   * @param seq its number
   * @param at when it was written
   */
  record Written(long seq, Instant at) implements Appended {}

  /**
   * It is not, and will not be.
   *
   * @param code code of the contract
   * @param detail a sentence for people
   */
  record Refused(String code, String detail) implements Appended {}
}
