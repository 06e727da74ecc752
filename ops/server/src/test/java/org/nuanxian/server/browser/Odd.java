package org.nuanxian.server.browser;

import com.microsoft.playwright.Locator;
import java.util.List;

/** What people paste, type by accident, or try on purpose, in at most 32 characters each. */
final class Odd {
  /** Shown as it was written, wherever it is shown. Whatever ran of it would call what is not. */
  static final List<String> SHOWN =
      List.of(
          "<img src=x onerror=broken()>",
          "\"'></p><svg onload=broken()>",
          "{{broken()}}${1} @:back | {n}",
          "\u202eקול مرحبا\u202c",
          "👨‍👩‍👧🏳️‍🌈 e\u0301\u0327",
          "'); DROP TABLE staff.account;--",
          "W".repeat(32),
          "%s%n\\u0041 \u0007\u007f &amp;");

  /** A character that no text can hold, and half of one: the words around them are kept. */
  static final String BROKEN = "前\0中\ud800后";

  static final String BROKEN_SHOWN = "前中\ufffd后";

  /** One more than a message may have. */
  static final String TOO_LONG = "长".repeat(4_001);

  private Odd() {}

  /** The one at this place, which goes round. */
  static String at(int place) {
    return SHOWN.get(place % SHOWN.size());
  }

  /**
   * Puts a text into a field as a script or a strange keyboard would, whatever the field's rules.
   */
  static void force(Locator field, String text) {
    field.evaluate(
        "(field, units) => { field.value = String.fromCharCode(...units);"
            + " field.dispatchEvent(new Event('input', { bubbles: true })); }",
        text.chars().boxed().toList());
  }
}
