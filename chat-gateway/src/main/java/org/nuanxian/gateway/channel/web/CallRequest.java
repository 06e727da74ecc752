package org.nuanxian.gateway.channel.web;

import java.util.Optional;
import org.nuanxian.dispatcher.policy.Hours;
import org.nuanxian.gateway.conversation.CallWish;
import org.nuanxian.gateway.conversation.PhoneNumber;
import org.nuanxian.runtime.http.Fields;

/**
 * Somebody asks to be called.
 *
 * @param hours in which they can be called
 */
record CallRequest(CallWish wish, Hours hours) {
  private static final int PHONE_CHARS_MAX = 32;
  private static final int NAME_CHARS_MAX = 32;
  private static final int HOUR_MAX = 24;

  static CallRequest read(Fields fields) {
    Optional<PhoneNumber> phone = PhoneNumber.of(fields.text("phone", 1, PHONE_CHARS_MAX));
    if (phone.isEmpty()) {
      fields.mistake(
          "phone", "format", "Must be a mobile number, or a landline with its area code.");
    }
    Optional<String> name =
        fields.optionalText("askFor", NAME_CHARS_MAX).map(String::strip).filter(n -> !n.isEmpty());
    boolean safe = fields.flag("safeToAnswer", false);
    Hours hours =
        fields
            .optionalObject("window")
            .map(window ->
                new Hours(
                    window.integer("from", 0, HOUR_MAX - 1), window.integer("until", 0, HOUR_MAX)))
            .orElse(Hours.ALWAYS);
    return new CallRequest(
        new CallWish(phone.orElseGet(() -> new PhoneNumber("")), name, safe), hours);
  }
}
