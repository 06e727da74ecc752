package org.nuanxian.runtime.staff;

import java.util.Locale;
import java.util.Map;

/** A way to reach one person outside of the console. */
public enum OwnWay {
  /** A message to their telephone. */
  SMS,
  /** A mail. */
  EMAIL;

  /** The word on the wire and in the database. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Each by its word. */
  public static Map<String, OwnWay> words() {
    return Map.of(SMS.wire(), SMS, EMAIL.wire(), EMAIL);
  }
}
