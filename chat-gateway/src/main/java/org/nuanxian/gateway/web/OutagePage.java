package org.nuanxian.gateway.web;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.nuanxian.runtime.http.Access;
import org.nuanxian.runtime.http.Endpoint;
import org.nuanxian.runtime.http.RateLimit;
import org.nuanxian.runtime.http.Reply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * 暂停服务: one file without script, font or picture, for the proxy to show when no node answers. It is
 * kept in the data directory as the directory of numbers changes, and shown at {@value #ADDRESS} so
 * that a proxy elsewhere can fetch it.
 */
public final class OutagePage {
  /** Where it can be read while the node runs. */
  public static final String ADDRESS = "/outage.html";

  private static final Logger LOG = LoggerFactory.getLogger(OutagePage.class);

  /** A changed number reaches the file after this at the latest. */
  private static final Duration AGAIN = Duration.ofSeconds(30);

  /** The page carries its own style: it must be whole when nothing else can be fetched. */
  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  private final String template;
  private final Supplier<Front> front;
  private final Path file;
  private String written = "";

  /**
   * A page that is not written yet.
   *
   * @param front what is true now
   * @param file where the proxy finds it
   */
  public OutagePage(Supplier<Front> front, Path file) {
    this.template = template();
    this.front = front;
    this.file = file;
  }

  /** Writes the file now and whenever it would say something else. */
  public Future<Void> keep(Vertx vertx) {
    vertx.setPeriodic(AGAIN.toMillis(), tick -> write(vertx));
    return write(vertx);
  }

  /** The rows of the table of endpoints. */
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.of(
            HttpMethod.GET,
            ADDRESS,
            Access.ANYONE,
            RateLimit.NONE,
            exchange ->
                Future.succeededFuture(
                    Reply.of(200, "text/html; charset=utf-8", Buffer.buffer(text()))
                        .header("Content-Security-Policy", POLICY))));
  }

  private Future<Void> write(Vertx vertx) {
    String now = text();
    if (now.equals(written)) {
      return Future.succeededFuture();
    }
    return vertx
        .executeBlocking(() -> {
          Path fresh = file.resolveSibling(file.getFileName() + ".new");
          Files.writeString(fresh, now);
          Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
          return (Void) null;
        })
        .onSuccess(done -> written = now)
        // A node serves people without this file: it is said, and tried again.
        .onFailure(e -> LOG.warn("The outage page was not written", e))
        .otherwiseEmpty();
  }

  private String text() {
    return front.get().into(template);
  }

  private static String template() {
    String name = "outage.html";
    try (InputStream in =
        Objects.requireNonNull(OutagePage.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
