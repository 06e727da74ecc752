package org.nuanxian.runtime.staff;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.nuanxian.runtime.vault.HmacSha256;

/** Secrets of 256 bits, and what is stored in their place. */
final class Tokens {
  private static final int BYTES = 32;

  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43}");

  private final SecureRandom random;

  Tokens(SecureRandom random) {
    this.random = random;
  }

  /** A new secret in base64url. */
  String next() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return encode(bytes);
  }

  /** Whether a text can be a token at all, so that garbage costs no query. */
  static boolean isToken(String text) {
    return TOKEN.matcher(text).matches();
  }

  /** SHA-256 of a text in hex: what is stored instead of it. */
  static String digest(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }

  /**
   * The CSRF value of a session: derived from its token, so that every node and every reload
   * answers the same without storing it, and known only to who holds the cookie.
   */
  static String csrf(String token) {
    return encode(
        HmacSha256.of(
            token.getBytes(StandardCharsets.US_ASCII), "csrf".getBytes(StandardCharsets.US_ASCII)));
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
