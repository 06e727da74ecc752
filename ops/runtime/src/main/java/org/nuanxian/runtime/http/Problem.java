package org.nuanxian.runtime.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A refusal the caller is told about, as {@code application/problem+json} of RFC 9457. Thrown or
 * used to fail a future; carries nothing personal, because it is logged and shown.
 */
public final class Problem extends RuntimeException {
  private final int status;
  private final String code;
  private final transient List<FieldMistake> mistakes;
  private final Optional<Duration> retryAfter;

  private Problem(
      int status,
      String code,
      String detail,
      List<FieldMistake> mistakes,
      Optional<Duration> retryAfter) {
    // No stack trace: a refusal is an answer, not a fault, and costs must not invite floods.
    super(detail, null, false, false);
    this.status = status;
    this.code = code;
    this.mistakes = List.copyOf(mistakes);
    this.retryAfter = retryAfter;
  }

  /** A refusal with an HTTP status, a stable code and one sentence. */
  public static Problem of(int status, String code, String detail) {
    return new Problem(status, code, detail, List.of(), Optional.empty());
  }

  /** 400 {@code malformed}: not readable at all. */
  public static Problem malformed(String detail) {
    return of(400, "malformed", detail);
  }

  /** 422 {@code invalid}: readable, but fields are wrong; all of them are named. */
  public static Problem invalid(List<FieldMistake> mistakes) {
    String fields = String.join(", ", mistakes.stream().map(FieldMistake::field).toList());
    return new Problem(422, "invalid", "Wrong: " + fields + ".", mistakes, Optional.empty());
  }

  /** 422 {@code invalid} for one field. */
  public static Problem invalid(String field, String code, String detail) {
    return invalid(List.of(new FieldMistake(field, code, detail)));
  }

  /** 401: nobody is known by this cookie or token. */
  public static Problem unauthorized() {
    return of(401, "not-signed-in", "Sign in first.");
  }

  /** 403: known, but this is not theirs. */
  public static Problem forbidden(String code, String detail) {
    return of(403, code, detail);
  }

  /** 404: there is no such thing, or it must look so. */
  public static Problem notFound() {
    return of(404, "not-found", "There is nothing here.");
  }

  /** 409: right in itself, but not in the present state. */
  public static Problem conflict(String code, String detail) {
    return of(409, code, detail);
  }

  /** 429: come back after this time. */
  public static Problem tooMany(String code, Duration retryAfter) {
    return new Problem(429, code, "Too many.", List.of(), Optional.of(retryAfter));
  }

  /** 503: something this answer needs is away; come back after this time. */
  public static Problem unavailable(String detail, Duration retryAfter) {
    return new Problem(503, "unavailable", detail, List.of(), Optional.of(retryAfter));
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The stable code for programs. */
  public String code() {
    return code;
  }

  /** The fields that are wrong; empty unless the code is {@code invalid}. */
  public List<FieldMistake> mistakes() {
    return mistakes;
  }

  /** When to come back; present with 429 and 503. */
  public Optional<Duration> retryAfter() {
    return retryAfter;
  }

  /** The body of the answer. */
  public JsonObject toJson() {
    JsonObject body =
        new JsonObject()
            .put("type", "urn:nuanxian:problem:" + code)
            .put("title", title(status))
            .put("status", status)
            .put("code", code)
            .put("detail", getMessage());
    if (!mistakes.isEmpty()) {
      JsonArray errors = new JsonArray();
      for (FieldMistake mistake : mistakes) {
        errors.add(
            new JsonObject()
                .put("field", mistake.field())
                .put("code", mistake.code())
                .put("detail", mistake.detail()));
      }
      body.put("errors", errors);
    }
    return body;
  }

  private static String title(int status) {
    return switch (status) {
      case 400 -> "Bad request";
      case 401 -> "Not signed in";
      case 403 -> "Not allowed";
      case 404 -> "Not found";
      case 405 -> "Method not allowed";
      case 409 -> "Conflict";
      case 410 -> "Gone";
      case 413 -> "Too large";
      case 415 -> "Not JSON";
      case 422 -> "Wrong fields";
      case 429 -> "Too many requests";
      case 503 -> "Not available now";
      default -> status < 500 ? "Refused" : "Failed";
    };
  }
}
