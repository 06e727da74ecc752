package org.nuanxian.runtime.settings;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What help seekers of a city are told, by key: the approved version of each text. */
public final class Texts {
  /** The language of whoever asks for no other. */
  public static final String CHINESE = "zh";

  /** The other language. */
  public static final String ENGLISH = "en";

  private final Map<String, TextVersion> byKey;

  Texts(Map<String, TextVersion> byKey) {
    this.byKey = new LinkedHashMap<>(byKey);
  }

  /** The texts that are shipped, all of version 1. */
  public static Texts shipped() {
    return Shipped.TEXTS;
  }

  /** The same, some of them replaced; a replacement of an unknown key is left out. */
  Texts with(Map<String, TextVersion> changed) {
    Map<String, TextVersion> all = new LinkedHashMap<>(byKey);
    changed.forEach((key, text) -> all.computeIfPresent(key, (known, old) -> text));
    return new Texts(all);
  }

  /** The language to speak, from {@code Accept-Language}: English only if it is asked for first. */
  public static String language(String acceptLanguage) {
    return acceptLanguage.strip().toLowerCase(Locale.ROOT).startsWith(ENGLISH) ? ENGLISH : CHINESE;
  }

  /**
   * One text, with {@code {name}} replaced.
   *
   * @throws IllegalArgumentException when there is no such text
   */
  public String text(String language, String key, Map<String, String> values) {
    TextVersion version = byKey.get(key);
    if (version == null) {
      throw new IllegalArgumentException("no text " + key);
    }
    String text = version.in(language);
    for (Map.Entry<String, String> value : values.entrySet()) {
      text = text.replace("{" + value.getKey() + "}", value.getValue());
    }
    return text;
  }

  /** All texts of a language, by key. */
  public Map<String, String> all(String language) {
    Map<String, String> all = new LinkedHashMap<>();
    byKey.forEach((key, text) -> all.put(key, text.in(language)));
    return all;
  }

  /** All versions by key, in the order in which they are shipped. */
  public Map<String, TextVersion> versions() {
    return new LinkedHashMap<>(byKey);
  }

  /**
   * Names exactly the words people agree to: the versions of the privacy text, of the children's,
   * and of the limit of the service.
   */
  public String consentVersion() {
    return byKey.get("privacy").version()
        + "."
        + byKey.get("child").version()
        + "."
        + byKey.get("limit").version();
  }
}
