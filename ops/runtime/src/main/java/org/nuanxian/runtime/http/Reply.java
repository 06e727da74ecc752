package org.nuanxian.runtime.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/** An answer: status, headers, body. Never cached unless a header says so. */
public final class Reply {
  private static final String JSON = "application/json; charset=utf-8";

  private final int status;
  private final Map<String, String> headers = new LinkedHashMap<>();
  private final Buffer body;

  private Reply(int status, String contentType, Buffer body) {
    this.status = status;
    this.body = body;
    headers.put("Cache-Control", "no-store");
    if (!contentType.isEmpty()) {
      headers.put("Content-Type", contentType);
    }
  }

  /** A JSON object with a status. */
  public static Reply json(int status, JsonObject body) {
    return new Reply(status, JSON, body.toBuffer());
  }

  /** 200 with a JSON object. */
  public static Reply ok(JsonObject body) {
    return json(200, body);
  }

  /** 200 with a JSON array. */
  public static Reply ok(JsonArray body) {
    return new Reply(200, JSON, body.toBuffer());
  }

  /** 201 with a JSON object. */
  public static Reply created(JsonObject body) {
    return json(201, body);
  }

  /** 204, nothing to say. */
  public static Reply noContent() {
    return new Reply(204, "", Buffer.buffer());
  }

  /** Any other content. */
  public static Reply of(int status, String contentType, Buffer body) {
    return new Reply(status, contentType, body);
  }

  static Reply of(Problem problem) {
    Reply reply =
        new Reply(problem.status(), "application/problem+json", problem.toJson().toBuffer());
    problem
        .retryAfter()
        .ifPresent(d -> reply.header("Retry-After", Long.toString(Math.max(1, ceilSeconds(d)))));
    return reply;
  }

  private static long ceilSeconds(java.time.Duration duration) {
    return duration.plusMillis(999).toSeconds();
  }

  /**
   * Adds or replaces a header and answers itself.
   *
   * @throws IllegalArgumentException when the value could break out of its line
   */
  public Reply header(String name, String value) {
    if (value.chars().anyMatch(c -> c < ' ' || c == 127)) {
      throw new IllegalArgumentException("control character in header " + name);
    }
    headers.put(name, value);
    return this;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  void send(HttpServerResponse response) {
    if (response.ended() || response.closed()) {
      return; // the client went away first; there is nobody to tell
    }
    response.setStatusCode(status);
    headers.forEach(response::putHeader);
    if (status == 204 || status == 304) {
      response.end();
    } else {
      response.end(body);
    }
  }
}
