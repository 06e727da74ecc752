package org.nuanxian.runtime.http;

import io.vertx.core.MultiMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Headers on every answer. No inline script and no foreign origin at all: a page that a person in
 * danger opens loads nothing from anybody else and can be shown only where the operator said so.
 */
final class SecurityHeaders {
  private final Map<String, String> fixed = new LinkedHashMap<>();
  private final String frameAncestors;
  private final String sockets;

  /**
   * Builds the headers once.
   *
   * @param publicOrigins where our pages are; their sockets are named for browsers whose {@code
   *     'self'} does not cover them
   * @param frameAncestors who may show the help page in a frame
   * @param overTls whether browsers reach us by TLS
   */
  SecurityHeaders(List<String> publicOrigins, List<String> frameAncestors, boolean overTls) {
    StringBuilder named = new StringBuilder();
    for (String origin : publicOrigins) {
      named.append(' ').append(origin.replaceFirst("^http", "ws"));
    }
    this.sockets = named.toString();
    this.frameAncestors =
        "'self'" + String.join("", frameAncestors.stream().map(" "::concat).toList());
    fixed.put("X-Content-Type-Options", "nosniff");
    fixed.put("Referrer-Policy", "no-referrer");
    fixed.put("Cross-Origin-Opener-Policy", "same-origin");
    fixed.put("Cross-Origin-Resource-Policy", "same-origin");
    fixed.put("Permissions-Policy", "camera=(), geolocation=(), payment=(), microphone=(self)");
    fixed.put("X-Frame-Options", "DENY");
    fixed.put("Content-Security-Policy", policy("'none'"));
    if (overTls) {
      fixed.put("Strict-Transport-Security", "max-age=31536000");
    }
  }

  void put(MultiMap headers) {
    fixed.forEach(headers::set);
  }

  /** Lets the operator's own sites show this answer in a frame. */
  void allowFrames(MultiMap headers) {
    headers.remove("X-Frame-Options");
    headers.set("Content-Security-Policy", policy(frameAncestors));
  }

  /** Lets the page of this answer open sockets of other servers, a telephone's for instance. */
  void allowSockets(MultiMap headers, List<String> origins) {
    headers.set(
        "Content-Security-Policy",
        policy("'none'", sockets + String.join("", origins.stream().map(" "::concat).toList())));
  }

  private String policy(String ancestors) {
    return policy(ancestors, sockets);
  }

  private static String policy(String ancestors, String sockets) {
    return "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self';"
        + " img-src 'self' data: blob:; media-src 'self' blob:; worker-src 'self';"
        + " manifest-src 'self'; connect-src 'self'"
        + sockets
        + "; base-uri 'none'; form-action 'self'; frame-src 'self'; frame-ancestors "
        + ancestors;
  }
}
