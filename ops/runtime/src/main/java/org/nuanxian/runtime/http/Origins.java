package org.nuanxian.runtime.http;

import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a request that a browser sent comes from our own pages. Browsers put {@code Origin} on
 * every socket and on every request that changes something; a program that is no browser may leave
 * it out, carries no stolen cookies, and is let through unless {@code Sec-Fetch-Site} gives a
 * browser away.
 */
final class Origins {
  private final Set<String> configured;

  /**
   * The origins to accept.
   *
   * @param configured scheme and host of our pages; empty: whatever host the request was sent to
   */
  Origins(Set<String> configured) {
    this.configured = configured;
  }

  boolean accepts(HttpServerRequest request) {
    Optional<String> origin = Optional.ofNullable(request.getHeader("origin"));
    if (origin.isEmpty()) {
      String site = Optional.ofNullable(request.getHeader("sec-fetch-site")).orElse("none");
      return site.equals("same-origin") || site.equals("none");
    }
    String given = origin.get().toLowerCase(Locale.ROOT);
    if (!configured.isEmpty()) {
      return configured.contains(given);
    }
    String host = host(request).toLowerCase(Locale.ROOT);
    // Behind a proxy that ends TLS the scheme differs, the host does not.
    return !host.isEmpty() && (given.equals("http://" + host) || given.equals("https://" + host));
  }

  /** HTTP/2 says it as {@code :authority} instead of a header. */
  private static String host(HttpServerRequest request) {
    return Optional.ofNullable(request.getHeader("host"))
        .or(() ->
            Optional.ofNullable(request.authority())
                .map(a -> a.port() < 0 ? a.host() : a.host() + ":" + a.port()))
        .orElse("");
  }
}
