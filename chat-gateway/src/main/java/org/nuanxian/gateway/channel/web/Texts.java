package org.nuanxian.gateway.channel.web;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** What help seekers are told, by language and key: data the operator reviews. */
final class Texts {
  static final String CHINESE = "zh";
  static final String ENGLISH = "en";

  private final Map<String, Map<String, String>> byLanguage;

  private Texts(Map<String, Map<String, String>> byLanguage) {
    this.byLanguage = byLanguage;
  }

  /** The texts that are shipped. */
  static Texts shipped() {
    return new Texts(Map.of(CHINESE, read(CHINESE), ENGLISH, read(ENGLISH)));
  }

  /** The language to speak, from {@code Accept-Language}: English only if it is asked for first. */
  static String language(String acceptLanguage) {
    return acceptLanguage.strip().toLowerCase(Locale.ROOT).startsWith(ENGLISH) ? ENGLISH : CHINESE;
  }

  /** One text, with {@code {name}} replaced. */
  String text(String language, String key, Map<String, String> values) {
    String text = byLanguage.getOrDefault(language, byLanguage.get(CHINESE)).get(key);
    for (Map.Entry<String, String> value : values.entrySet()) {
      text = text.replace("{" + value.getKey() + "}", value.getValue());
    }
    return text;
  }

  /** All texts of a language. */
  Map<String, String> all(String language) {
    return byLanguage.getOrDefault(language, byLanguage.get(CHINESE));
  }

  private static Map<String, String> read(String language) {
    String name = "texts." + language + ".json";
    try (InputStream in = Objects.requireNonNull(Texts.class.getResourceAsStream(name), name)) {
      return new JsonObject(new String(in.readAllBytes(), StandardCharsets.UTF_8))
          .stream().collect(Collectors.toMap(Map.Entry::getKey, e -> (String) e.getValue()));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
