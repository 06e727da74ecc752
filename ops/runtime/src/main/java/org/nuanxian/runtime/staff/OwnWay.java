package org.nuanxian.runtime.staff;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A way to reach one person outside of the console. */
public enum OwnWay {
  /** A message to their telephone. */
  SMS,
  /** A mail. */
  EMAIL,
  /** A call to their telephone: whoever told a number for messages can be called. */
  CALL;

  /** What people tell; the rest follows from it. */
  static final List<OwnWay> TOLD = List.of(SMS, EMAIL);

  /** Under which the address of this way is kept. */
  OwnWay told() {
    return this == CALL ? SMS : this;
  }

  /** The word on the wire and in the database. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Each by its word. */
  public static Map<String, OwnWay> words() {
    return Map.of(SMS.wire(), SMS, EMAIL.wire(), EMAIL, CALL.wire(), CALL);
  }
}
