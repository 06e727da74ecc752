package org.nuanxian.runtime.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Function;

/**
 * Reads a JSON object of a request or frame into a record, collecting every mistake by field.
 * Unknown fields are ignored; JSON null counts as absent. A field that is wrong is answered with a
 * stand-in, and {@link #read} fails before anybody sees it.
 *
 * <pre>{@code
 * Login login = Fields.parse(body).read(f -> new Login(f.text("username", 1, 64), ...));
 * }</pre>
 */
public final class Fields {
  /** Deeper nesting than any message has; a bound against stack and memory attacks. */
  private static final int DEPTH_MAX = 16;

  private static final UUID NO_UUID = new UUID(0, 0);

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              com.fasterxml.jackson.core.JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEPTH_MAX).build())
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .build();

  private final JsonNode node;
  private final String prefix;
  private final List<FieldMistake> mistakes;

  private Fields(JsonNode node, String prefix, List<FieldMistake> mistakes) {
    this.node = node;
    this.prefix = prefix;
    this.mistakes = mistakes;
  }

  /**
   * The object in a body; an empty body counts as an empty object.
   *
   * @throws Problem {@code malformed} when it is not UTF-8, not JSON, or not an object
   */
  public static Fields parse(Buffer body) {
    return parse(body.length() == 0 ? "{}" : utf8(body));
  }

  /**
   * The object in a text.
   *
   * @throws Problem {@code malformed} when it is not JSON, or not an object
   */
  public static Fields parse(String text) {
    JsonNode node;
    try {
      node = MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      String where = at == null ? "" : " (line " + at.getLineNr() + ")";
      throw Problem.malformed("This is not JSON" + where + ".");
    }
    if (!node.isObject()) {
      throw Problem.malformed("A JSON object is expected.");
    }
    return new Fields(node, "", new ArrayList<>());
  }

  private static String utf8(Buffer body) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(body.getBytes()))
          .toString();
    } catch (CharacterCodingException e) {
      throw Problem.malformed("This is not UTF-8.");
    }
  }

  /**
   * Builds a record out of the fields.
   *
   * @throws Problem {@code invalid} naming every field that is wrong
   */
  public <T> T read(Function<Fields, T> build) {
    T built;
    try {
      built = build.apply(this);
    } catch (IllegalArgumentException e) {
      check(); // a stand-in may not fit the record; then the reason is already noted
      throw e;
    }
    check();
    return built;
  }

  /**
   * Refuses if any field read so far was wrong.
   *
   * @throws Problem {@code invalid} naming every field that is wrong
   */
  public void check() {
    if (!mistakes.isEmpty()) {
      throw Problem.invalid(mistakes);
    }
  }

  /** Notes a mistake that only the meaning of a field shows. */
  public void mistake(String field, String code, String detail) {
    mistakes.add(new FieldMistake(prefix + field, code, detail));
  }

  /** Whether nothing wrong was found in the field so far. */
  public boolean clean(String field) {
    return mistakes.stream().noneMatch(mistake -> mistake.field().equals(prefix + field));
  }

  /** Whether the field is there and not null. */
  public boolean has(String field) {
    return node.hasNonNull(field);
  }

  /** Text of this many characters (code points); without NUL, which PostgreSQL cannot hold. */
  public String text(String field, int min, int max) {
    if (!has(field)) {
      return missing(field, "");
    }
    JsonNode value = node.get(field);
    if (!value.isTextual()) {
      return wrongType(field, "text", "");
    }
    String text = value.textValue();
    if (text.indexOf('\0') >= 0 || hasLoneSurrogate(text)) {
      mistake(field, "format", "Contains a character that is no text.");
      return "";
    }
    int length = text.codePointCount(0, text.length());
    if (length < min || length > max) {
      mistake(field, "length", "Must have " + min + " to " + max + " characters.");
      return "";
    }
    return text;
  }

  /** Text that may be absent. */
  public Optional<String> optionalText(String field, int max) {
    return has(field) ? Optional.of(text(field, 0, max)) : Optional.empty();
  }

  /** A UUID in its usual form. */
  public UUID uuid(String field) {
    if (!has(field)) {
      return missing(field, NO_UUID);
    }
    String text = node.get(field).isTextual() ? node.get(field).textValue() : "";
    if (!text.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
      mistake(field, "format", "Must be a UUID.");
      return NO_UUID;
    }
    return UUID.fromString(text);
  }

  /** A UUID that may be absent. */
  public Optional<UUID> optionalUuid(String field) {
    return has(field) ? Optional.of(uuid(field)) : Optional.empty();
  }

  /** A whole number between the two, both included. */
  public long number(String field, long min, long max) {
    if (!has(field)) {
      return missing(field, min);
    }
    JsonNode value = node.get(field);
    if (!value.isIntegralNumber()) {
      return wrongType(field, "a whole number", min);
    }
    if (!value.canConvertToLong() || value.longValue() < min || value.longValue() > max) {
      mistake(field, "range", "Must be from " + min + " to " + max + ".");
      return min;
    }
    return value.longValue();
  }

  /** A whole number between the two, both included. */
  public int integer(String field, int min, int max) {
    return Math.toIntExact(number(field, min, max));
  }

  /** A whole number that may be absent. */
  public OptionalInt optionalInteger(String field, int min, int max) {
    return has(field) ? OptionalInt.of(integer(field, min, max)) : OptionalInt.empty();
  }

  /** True or false; absent means the fallback. */
  public boolean flag(String field, boolean fallback) {
    if (!has(field)) {
      return fallback;
    }
    if (!node.get(field).isBoolean()) {
      return wrongType(field, "true or false", fallback);
    }
    return node.get(field).booleanValue();
  }

  /** A time in RFC 3339, UTC. */
  public Instant instant(String field) {
    if (!has(field)) {
      return missing(field, Instant.EPOCH);
    }
    try {
      return Instant.parse(node.get(field).isTextual() ? node.get(field).textValue() : "");
    } catch (DateTimeParseException e) {
      mistake(field, "format", "Must be a time like 2026-11-21T22:00:00Z.");
      return Instant.EPOCH;
    }
  }

  /**
   * One of the words.
   *
   * @param words wire word to meaning; not empty
   */
  public <E> E oneOf(String field, Map<String, E> words) {
    E standIn = words.values().iterator().next();
    if (!has(field)) {
      return missing(field, standIn);
    }
    return word(field, node.get(field), words).orElse(standIn);
  }

  /** One of the words, or absent. */
  public <E> Optional<E> optionalOneOf(String field, Map<String, E> words) {
    return has(field) ? Optional.of(oneOf(field, words)) : Optional.empty();
  }

  /** A list of at most {@code max} of the words; absent means none. */
  public <E> List<E> someOf(String field, Map<String, E> words, int max) {
    List<E> found = new ArrayList<>();
    for (JsonNode item : list(field, max)) {
      word(field, item, words).ifPresent(found::add);
    }
    return List.copyOf(found);
  }

  /** A list of at most {@code max} texts of at most {@code charactersMax}; absent means none. */
  public List<String> texts(String field, int max, int charactersMax) {
    List<String> found = new ArrayList<>();
    for (JsonNode item : list(field, max)) {
      if (item.isTextual() && item.textValue().length() <= charactersMax) {
        found.add(item.textValue());
      } else {
        mistake(field, "type", "Must be texts of at most " + charactersMax + " characters.");
      }
    }
    return List.copyOf(found);
  }

  /** An object inside; its mistakes are named {@code field.inner}. */
  public Fields object(String field) {
    JsonNode value = has(field) ? node.get(field) : MAPPER.createObjectNode();
    if (!has(field)) {
      missing(field, "");
    } else if (!value.isObject()) {
      wrongType(field, "an object", "");
    }
    // The inner mistakes of something that is no object would only repeat the outer one.
    boolean readable = has(field) && value.isObject();
    return new Fields(value, prefix + field + ".", readable ? mistakes : new ArrayList<>());
  }

  /** An object inside that may be absent. */
  public Optional<Fields> optionalObject(String field) {
    return has(field) ? Optional.of(object(field)) : Optional.empty();
  }

  /** A list of at most {@code max} objects; absent means none. Mistakes: {@code field.0.inner}. */
  public List<Fields> objects(String field, int max) {
    List<Fields> found = new ArrayList<>();
    for (JsonNode item : list(field, max)) {
      if (item.isObject()) {
        found.add(new Fields(item, prefix + field + "." + found.size() + ".", mistakes));
      } else {
        mistake(field, "type", "Must be a list of objects.");
      }
    }
    return List.copyOf(found);
  }

  private Iterable<JsonNode> list(String field, int max) {
    if (!has(field)) {
      return List.of();
    }
    JsonNode value = node.get(field);
    if (!value.isArray()) {
      return wrongType(field, "a list", List.of());
    }
    if (value.size() > max) {
      mistake(field, "length", "Must have at most " + max + " entries.");
      return List.of();
    }
    return value;
  }

  private <E> Optional<E> word(String field, JsonNode value, Map<String, E> words) {
    if (!value.isTextual()) {
      return wrongType(field, "text", Optional.empty());
    }
    Optional<E> found = Optional.ofNullable(words.get(value.textValue()));
    if (found.isEmpty()) {
      List<String> sorted = words.keySet().stream().sorted().toList();
      mistake(field, "unknown-value", "Must be one of " + String.join(", ", sorted) + ".");
    }
    return found;
  }

  private static boolean hasLoneSurrogate(String text) {
    return text.codePoints()
        .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }

  private <T> T missing(String field, T standIn) {
    mistake(field, "required", "Is missing.");
    return standIn;
  }

  private <T> T wrongType(String field, String expected, T standIn) {
    mistake(field, "type", "Must be " + expected + ".");
    return standIn;
  }
}
