package org.nuanxian.gateway.channel.hotline;

import java.util.Collection;
import java.util.Optional;
import org.nuanxian.gateway.conversation.PhoneNumber;

/**
 * What is known of where a call comes from.
 *
 * @param number as the trunk gave it, if it looks like a number; personal
 * @param fit somebody could be found, or called back, by it
 */
record CallerId(Optional<PhoneNumber> number, boolean fit) {
  /** A number that was withheld, or never sent. */
  static final CallerId NONE = new CallerId(Optional.empty(), false);

  /**
   * Reads what the trunk said.
   *
   * @param given the asserted identity, or the one in From
   * @param diverted who sent the call on, if anybody did: a forwarded call may show the number that
   *     forwarded it, which is nobody's to be found by
   * @param own numbers of the line itself
   */
  static CallerId of(String given, Optional<String> diverted, Collection<String> own) {
    Optional<PhoneNumber> number = PhoneNumber.of(given);
    if (number.isEmpty()) {
      return NONE;
    }
    String digits = plain(number.get());
    boolean forwarder =
        diverted.flatMap(PhoneNumber::of).map(CallerId::plain).filter(digits::equals).isPresent();
    return new CallerId(number, !forwarder && !own.contains(digits));
  }

  private static String plain(PhoneNumber number) {
    return number.digits().replace("-", "");
  }
}
