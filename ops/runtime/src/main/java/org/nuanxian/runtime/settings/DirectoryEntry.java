package org.nuanxian.runtime.settings;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.nuanxian.runtime.id.CountyCode;

/**
 * A number to call.
 *
 * @param id names it for ever
 * @param version grows with each change; 1 is the first
 * @param county whose it is; empty: the whole city's
 * @param kind whether help seekers in danger see it
 * @param place order among its kind, lowest first
 * @param number what is dialled
 * @param zh name in Chinese
 * @param en name in English
 * @param audience for whom it is; may be empty
 * @param hours when somebody answers; may be empty
 * @param active false once it was taken out
 */
public record DirectoryEntry(
    String id,
    int version,
    Optional<CountyCode> county,
    Kind kind,
    int place,
    String number,
    String zh,
    String en,
    String audience,
    String hours,
    boolean active) {

  /** What a number is for. */
  public enum Kind {
    /** On the safety card, readable by everybody at any time. */
    SAFETY,
    /** Another line, office or hospital to go on to. */
    REFERRAL;

    static final Map<String, Kind> WORDS = Map.of("safety", SAFETY, "referral", REFERRAL);

    /** The word on the wire and in the database. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether it is on the safety card. */
  public boolean safety() {
    return active && kind == Kind.SAFETY;
  }

  /** The name in a language; Chinese for any but English. */
  public String name(String language) {
    return language.equals(Texts.ENGLISH) ? en : zh;
  }
}
