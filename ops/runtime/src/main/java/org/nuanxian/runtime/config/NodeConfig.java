package org.nuanxian.runtime.config;

import java.util.Optional;

/**
 * This server among the others of the installation.
 *
 * @param name what people call it, the same after each start and no other server's; empty: its host
 *     and port
 */
public record NodeConfig(@Setting(fallback = "") Optional<String> name) {
  /** Letters of any script: it is said to people. */
  static boolean isName(String text) {
    return text.matches("[\\p{L}\\p{N}][\\p{L}\\p{N} ._:-]{0,63}");
  }
}
