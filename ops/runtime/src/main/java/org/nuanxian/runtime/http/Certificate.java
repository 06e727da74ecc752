package org.nuanxian.runtime.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.nuanxian.runtime.config.TlsConfig;
import org.nuanxian.runtime.metrics.Names;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate of the public port. Both files are looked at every 30 s; new ones serve the
 * connections that come from then on, and those that are open stay. Files that do not fit together
 * are left alone and said.
 */
public final class Certificate {
  /** A renewed certificate serves after this. */
  private static final Duration LOOK = Duration.ofSeconds(30);

  /** From here on it is said each day. */
  private static final Duration WARN = Duration.ofDays(30);

  private static final Duration SAY_AGAIN = Duration.ofDays(1);

  private static final Logger LOG = LoggerFactory.getLogger(Certificate.class);

  private final Path chain;
  private final Path key;
  private final InstantSource clock;

  /** What is served; written on the node's loop. */
  private volatile Loaded served;

  /** When the end was said last. */
  private Instant said = Instant.MIN;

  /**
   * Reads both files.
   *
   * @param config with TLS on
   * @throws IllegalArgumentException when they cannot be read
   */
  public Certificate(TlsConfig config, InstantSource clock, MeterRegistry metrics) {
    this.chain = config.certificate().orElseThrow();
    this.key = config.key().orElseThrow();
    this.clock = clock;
    try {
      this.served = load();
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException("tls.certificate, tls.key: cannot be read", e);
    }
    metrics.gauge(Names.CERTIFICATE_SECONDS_LEFT, this, Certificate::secondsLeft);
    sayEnd();
  }

  private record Loaded(Buffer chain, Buffer key, Instant end) {
    PemKeyCertOptions options() {
      return new PemKeyCertOptions().setCertValue(chain).setKeyValue(key);
    }

    boolean same(Loaded other) {
      return chain.equals(other.chain()) && key.equals(other.key());
    }
  }

  private Loaded load() throws IOException, GeneralSecurityException {
    byte[] read = Files.readAllBytes(chain);
    X509Certificate first =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(read));
    return new Loaded(
        Buffer.buffer(read),
        Buffer.buffer(Files.readAllBytes(key)),
        first.getNotAfter().toInstant());
  }

  /** When the served certificate ends. */
  public Instant end() {
    return served.end();
  }

  private double secondsLeft() {
    return Duration.between(clock.instant(), end()).toSeconds();
  }

  void into(HttpServerOptions options) {
    options.setSsl(true).setKeyCertOptions(served.options());
  }

  /** Looks at the files from now on. */
  void watch(Vertx vertx, HttpServer server) {
    vertx.setPeriodic(
        LOOK.toMillis(),
        timer -> {
          sayEnd();
          renew(vertx, server)
              .onFailure(
                  e -> LOG.error("The new certificate is not used; the one before still is", e));
        });
  }

  /** Serves what the files hold, if it is new. */
  Future<Void> renew(Vertx vertx, HttpServer server) {
    return vertx
        .executeBlocking(this::load)
        .compose(loaded -> loaded.same(served) ? Future.succeededFuture() : serve(server, loaded));
  }

  private Future<Void> serve(HttpServer server, Loaded loaded) {
    ServerSSLOptions options = new ServerSSLOptions().setKeyCertOptions(loaded.options());
    return server
        .updateSSLOptions(options)
        .map(updated -> {
          served = loaded;
          said = Instant.MIN;
          LOG.info("A new certificate is served; it ends {}", loaded.end());
          return null;
        });
  }

  private void sayEnd() {
    Instant now = clock.instant();
    Duration left = Duration.between(now, end());
    if (left.compareTo(WARN) < 0 && said.isBefore(now.minus(SAY_AGAIN))) {
      said = now;
      LOG.warn("The certificate ends {} ({} days left)", end(), left.toDays());
    }
  }
}
