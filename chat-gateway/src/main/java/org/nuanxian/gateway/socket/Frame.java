package org.nuanxian.gateway.socket;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;

/**
 * One frame from a client, read field by field. Every getter refuses a missing field or a wrong
 * type with code {@code invalid} and the name of the field.
 */
public final class Frame {
  private final String type;
  private final JsonObject body;

  Frame(String type, JsonObject body) {
    this.type = type;
    this.body = body;
  }

  /** What kind of frame it is. */
  public String type() {
    return type;
  }

  /** The frame's own id, if it carries one. */
  public Optional<UUID> id() {
    return body.containsKey("id") ? Optional.of(uuid("id")) : Optional.empty();
  }

  /** Is the field there, and not null? */
  public boolean has(String field) {
    return body.getValue(field) != null;
  }

  /** A text. */
  public String text(String field) {
    if (body.getValue(field) instanceof String text) {
      return text;
    }
    throw wrong(field, "a text");
  }

  /** A text, if it is there. */
  public Optional<String> textIfAny(String field) {
    return has(field) ? Optional.of(text(field)) : Optional.empty();
  }

  /** A text that is one of a closed list. */
  public <T> T coded(String field, Function<String, Optional<T>> codes) {
    return codes.apply(text(field)).orElseThrow(() -> wrong(field, "one of its codes"));
  }

  /** A UUID in its usual form. */
  public UUID uuid(String field) {
    String text = text(field);
    try {
      UUID id = UUID.fromString(text);
      if (id.toString().equalsIgnoreCase(text)) {
        return id;
      }
    } catch (IllegalArgumentException malformed) {
      throw wrong(field, "a UUID");
    }
    throw wrong(field, "a UUID");
  }

  /** A whole number of at least {@code min} and at most {@code max}. */
  public long number(String field, long min, long max) {
    OptionalLong number = whole(body.getValue(field));
    if (number.isEmpty() || number.getAsLong() < min || number.getAsLong() > max) {
      throw wrong(field, "a whole number from " + min + " to " + max);
    }
    return number.getAsLong();
  }

  /** True or false; false if it is not there. */
  public boolean flag(String field) {
    if (!has(field)) {
      return false;
    }
    if (body.getValue(field) instanceof Boolean flag) {
      return flag;
    }
    throw wrong(field, "true or false");
  }

  /** An object. */
  public JsonObject object(String field) {
    if (body.getValue(field) instanceof JsonObject object) {
      return object;
    }
    throw wrong(field, "an object");
  }

  /** A list of texts. */
  public List<String> texts(String field) {
    if (!(body.getValue(field) instanceof JsonArray array)
        || !array.stream().allMatch(String.class::isInstance)) {
      throw wrong(field, "a list of texts");
    }
    return array.stream().map(String.class::cast).toList();
  }

  /** What makes two frames the same frame. */
  String content() {
    return body.encode();
  }

  private static OptionalLong whole(Object value) {
    return switch (value) {
      case Integer i -> OptionalLong.of(i);
      case Long l -> OptionalLong.of(l);
      case null, default -> OptionalLong.empty();
    };
  }

  private static FrameRefusal wrong(String field, String wanted) {
    return new FrameRefusal("invalid", "The field " + field + " must be " + wanted + ".");
  }
}
