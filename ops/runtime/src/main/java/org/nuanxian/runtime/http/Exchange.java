package org.nuanxian.runtime.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** One request on its way through the edge. Belongs to the node's loop. */
public final class Exchange {
  private final RoutingContext context;
  private final ClientAddress address;
  private final String requestId;
  // Both are set once by the edge, in the order of its checks.
  private Buffer body = Buffer.buffer();
  private Caller caller = Caller.ANYONE;

  Exchange(RoutingContext context, ClientAddress address, String requestId) {
    this.context = context;
    this.address = address;
    this.requestId = requestId;
  }

  void body(Buffer read) {
    this.body = read;
  }

  void caller(Caller known) {
    this.caller = known;
  }

  /** Who calls, as the endpoint's {@link Access} found out. */
  public Caller caller() {
    return caller;
  }

  /**
   * Who calls, as the kind of caller the endpoint's {@link Access} answers.
   *
   * @throws ClassCastException when the table pairs this action with another access
   */
  public <C extends Caller> C caller(Class<C> kind) {
    return kind.cast(caller);
  }

  /** Where the request comes from; for limits only, never logged. */
  public ClientAddress address() {
    return address;
  }

  /** Random name of this request, in the answer and in the log. */
  public String requestId() {
    return requestId;
  }

  /** The body as it came. */
  public Buffer body() {
    return body;
  }

  /**
   * Reads the JSON body into a record.
   *
   * @throws Problem 415, {@code malformed}, or {@code invalid} naming every field that is wrong
   */
  public <T> T read(Function<Fields, T> build) {
    String type = header("content-type").orElse("").toLowerCase(Locale.ROOT);
    boolean json = type.isEmpty() || type.matches("application/([a-z.-]+\\+)?json\\s*(;.*)?");
    if (!json && body.length() > 0) {
      throw Problem.of(415, "not-json", "Send application/json.");
    }
    return Fields.parse(body).read(build);
  }

  /** A header's value. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(context.request().getHeader(name));
  }

  /** The token of {@code Authorization: Bearer}. */
  public Optional<String> bearer() {
    return header("authorization")
        .filter(value -> value.regionMatches(true, 0, "Bearer ", 0, 7))
        .map(value -> value.substring(7).trim());
  }

  /** A variable segment of the path. */
  public String path(String name) {
    return Optional.ofNullable(context.pathParam(name)).orElse("");
  }

  /**
   * A variable segment that is a UUID.
   *
   * @throws Problem 404 when it is none: there can be nothing by that name
   */
  public UUID pathUuid(String name) {
    try {
      return UUID.fromString(path(name));
    } catch (IllegalArgumentException e) {
      throw Problem.notFound();
    }
  }

  /** A query parameter; the first if it is given twice. */
  public Optional<String> query(String name) {
    return context.queryParam(name).stream().findFirst();
  }

  /**
   * A whole number in the query, or the fallback when it is absent.
   *
   * @throws Problem {@code invalid} when it is no number or outside the bounds, both included
   */
  public long queryNumber(String name, long fallback, long min, long max) {
    Optional<String> text = query(name);
    if (text.isEmpty()) {
      return fallback;
    }
    if (!text.get().matches("-?\\d{1,18}")) {
      throw Problem.invalid(name, "type", "Must be a whole number.");
    }
    long value = Long.parseLong(text.get());
    if (value < min || value > max) {
      throw Problem.invalid(name, "range", "Must be from " + min + " to " + max + ".");
    }
    return value;
  }

  /**
   * A time in the query.
   *
   * @throws Problem {@code invalid} when it is absent or no RFC 3339 time in UTC
   */
  public Instant queryInstant(String name) {
    try {
      return Instant.parse(query(name).orElse(""));
    } catch (DateTimeParseException e) {
      throw Problem.invalid(name, "format", "Must be a time like 2026-11-21T22:00:00Z.");
    }
  }

  /** The request underneath, for cookies and what else is rarely needed. */
  public HttpServerRequest request() {
    return context.request();
  }
}
