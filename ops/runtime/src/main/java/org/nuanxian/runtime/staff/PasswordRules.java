package org.nuanxian.runtime.staff;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.nuanxian.runtime.http.FieldMistake;
import org.nuanxian.runtime.http.Problem;

/**
 * What a new password must be: long, and not what everybody tries first. No rule about kinds of
 * characters, which only make people write passwords down.
 */
final class PasswordRules {
  /** Shorter ones can be tried through even with a slow hash. */
  static final int LENGTH_MIN = 10;

  /** Longer ones only cost time. */
  static final int LENGTH_MAX = 256;

  /** Different characters a password must have at least: "1111111111" has one. */
  private static final int DIFFERENT_MIN = 4;

  private static final Set<String> COMMON =
      Set.of(
          "1234567890",
          "0123456789",
          "0987654321",
          "1q2w3e4r5t",
          "qwertyuiop",
          "qwerty12345",
          "password123",
          "password1234",
          "abcdefghij",
          "abcd123456",
          "a123456789",
          "woaini1314",
          "woaini520520",
          "iloveyou123",
          "admin123456",
          "nuanxian123");

  private PasswordRules() {}

  /**
   * Refuses a weak password.
   *
   * @throws Problem {@code invalid} with the reason
   */
  static void check(String password, String username) {
    mistake(password, username)
        .ifPresent(mistake -> {
          throw Problem.invalid(List.of(mistake));
        });
  }

  static Optional<FieldMistake> mistake(String password, String username) {
    String lower = password.toLowerCase(Locale.ROOT);
    int length = password.codePointCount(0, password.length());
    if (length < LENGTH_MIN || length > LENGTH_MAX) {
      return wrong("length", "Must have " + LENGTH_MIN + " to " + LENGTH_MAX + " characters.");
    }
    if (lower.contains(username.toLowerCase(Locale.ROOT))) {
      return wrong("contains-username", "Must not contain the user name.");
    }
    if (COMMON.contains(lower) || lower.chars().distinct().count() < DIFFERENT_MIN) {
      return wrong("too-common", "Is among the first that are tried.");
    }
    return Optional.empty();
  }

  private static Optional<FieldMistake> wrong(String code, String detail) {
    return Optional.of(new FieldMistake("password", code, detail));
  }
}
