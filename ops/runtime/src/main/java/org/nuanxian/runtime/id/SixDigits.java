package org.nuanxian.runtime.id;

/** The form of every code of GB/T 2260. */
final class SixDigits {

  private static final int LENGTH = 6;

  private SixDigits() {}

  /** Fails when {@code value} is not six ASCII digits; the message does not repeat the value. */
  static void check(String what, String value) {
    if (value.length() != LENGTH || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new IllegalArgumentException("a " + what + " code is six digits (GB/T 2260)");
    }
  }
}
