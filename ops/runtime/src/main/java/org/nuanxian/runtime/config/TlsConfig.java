package org.nuanxian.runtime.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * TLS of the public port itself; with neither, a proxy ends TLS or there is none.
 *
 * @param certificate PEM file with the chain, the server's own first; read again when it changes
 * @param key PEM file with the private key, PKCS #8; read again when it changes
 */
public record TlsConfig(
    @Setting(fallback = "") Optional<Path> certificate,
    @Setting(fallback = "") Optional<Path> key) {
  /** No TLS here. */
  public static final TlsConfig NONE = new TlsConfig(Optional.empty(), Optional.empty());

  /** Whether the public port speaks TLS. */
  public boolean on() {
    return certificate.isPresent() && key.isPresent();
  }
}
