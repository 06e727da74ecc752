package org.nuanxian.runtime.config;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Where pages and integrators reach this node.
 *
 * @param host address the public port is bound to
 * @param port public port; 0 lets the system choose
 * @param adminHost address the admin port is bound to
 * @param adminPort port of health and metrics; 0 lets the system choose
 * @param publicOrigins origins under which the pages are seen, like {@code https://help.example};
 *     empty: only this node's own loopback origins
 * @param trustedProxies addresses whose {@code X-Forwarded-For} is believed
 * @param frameAncestors origins that may show the help page in a frame
 * @param neutralPage where the quick exit leads
 * @param publicUrl the address people know, like {@code https://help.example}; used in links, and
 *     one of the public origins
 */
public record HttpConfig(
    @Setting(fallback = "127.0.0.1") String host,
    @Setting(fallback = "8080", min = "0", max = "65535") int port,
    @Setting(fallback = "127.0.0.1") String adminHost,
    @Setting(fallback = "8081", min = "0", max = "65535") int adminPort,
    @Setting(fallback = "") List<String> publicOrigins,
    @Setting(fallback = "") List<String> trustedProxies,
    @Setting(fallback = "") List<String> frameAncestors,
    @Setting(fallback = "https://www.baidu.com/") String neutralPage,
    @Setting(fallback = "") Optional<String> publicUrl) {

  /** Copies the lists; the public address is one of the origins. */
  public HttpConfig {
    publicUrl = publicUrl.map(url -> url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
    Set<String> origins = new LinkedHashSet<>(publicOrigins);
    publicUrl.map(url -> url.toLowerCase(Locale.ROOT)).ifPresent(origins::add);
    publicOrigins = List.copyOf(origins);
    trustedProxies = List.copyOf(trustedProxies);
    frameAncestors = List.copyOf(frameAncestors);
  }

  /** Whether a text is scheme and host, with or without a port. */
  static boolean isOrigin(String url) {
    return url.matches("https?://([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:]+])(:[0-9]{1,5})?");
  }

  /** Whether only this machine can reach the public port. */
  public boolean onLoopback() {
    return host.equals("localhost") || host.startsWith("127.") || host.equals("::1");
  }
}
