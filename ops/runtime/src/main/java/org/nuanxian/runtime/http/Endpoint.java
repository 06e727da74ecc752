package org.nuanxian.runtime.http;

import io.vertx.core.http.HttpMethod;

/**
 * One row of the table of endpoints.
 *
 * @param method HTTP method
 * @param path path with {@code :name} for variable segments
 * @param access who may
 * @param limit how often
 * @param bodyBytesMax largest body read; more is answered 413
 * @param action what it does
 */
public record Endpoint(
    HttpMethod method,
    String path,
    Access access,
    RateLimit limit,
    int bodyBytesMax,
    Action action) {
  /** The largest body of any ordinary request: a text of 4,000 characters fits six times. */
  public static final int BODY_BYTES_MAX = 64 * 1024;

  /** A row with the ordinary body limit. */
  public static Endpoint of(
      HttpMethod method, String path, Access access, RateLimit limit, Action action) {
    return new Endpoint(method, path, access, limit, BODY_BYTES_MAX, action);
  }

  /** Whether a request changes something, so that Origin and CSRF are asked for. */
  static boolean changes(HttpMethod method) {
    return !method.equals(HttpMethod.GET)
        && !method.equals(HttpMethod.HEAD)
        && !method.equals(HttpMethod.OPTIONS);
  }
}
