package org.nuanxian.runtime.alert;

import io.vertx.core.json.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills {@code {to}}, {@code {text}}, {@code {id}} and {@code {secret}} in what an operator wrote.
 */
final class Template {
  private static final Pattern PLACE = Pattern.compile("\\{(to|text|id|secret)}");

  private Template() {}

  /** Fills the places; what is put there cannot break out of the form of what it is put into. */
  static String fill(String template, Map<String, String> values, UnaryOperator<String> form) {
    return PLACE
        .matcher(template)
        .replaceAll(
            place -> Matcher.quoteReplacement(form.apply(values.getOrDefault(place.group(1), ""))));
  }

  /** How values are written in a body of this content type. */
  static UnaryOperator<String> formOf(String contentType) {
    String type = contentType.toLowerCase(Locale.ROOT);
    if (type.contains("json")) {
      return Template::inJson;
    }
    return type.contains("x-www-form-urlencoded") ? Template::encoded : UnaryOperator.identity();
  }

  /** For addresses and forms. */
  static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private static String inJson(String value) {
    String quoted = Json.encode(value);
    return quoted.substring(1, quoted.length() - 1);
  }
}
