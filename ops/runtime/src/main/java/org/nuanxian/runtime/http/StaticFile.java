package org.nuanxian.runtime.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;

/**
 * One file, ready to send.
 *
 * @param contentType MIME type with charset
 * @param plain the bytes
 * @param zipped the same in gzip, when that is smaller
 * @param etag quoted hash of the bytes
 * @param cacheControl how long browsers may keep it
 * @param framed whether the operator's sites may show it in a frame
 * @param shared whether other sites may load it
 */
record StaticFile(
    String contentType,
    Buffer plain,
    Optional<Buffer> zipped,
    String etag,
    String cacheControl,
    boolean framed,
    boolean shared) {

  void send(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    if (shared) {
      response.putHeader("Cross-Origin-Resource-Policy", "cross-origin");
    }
    response.putHeader("ETag", etag);
    response.putHeader("Cache-Control", cacheControl);
    response.putHeader("Vary", "Accept-Encoding");
    if (isKnown(request)) {
      response.setStatusCode(304).end();
      return;
    }
    response.putHeader("Content-Type", contentType);
    String accepted = Optional.ofNullable(request.getHeader("accept-encoding")).orElse("");
    boolean zip = zipped.isPresent() && accepted.contains("gzip");
    Buffer body = zip ? zipped.orElseThrow() : plain;
    if (zip) {
      response.putHeader("Content-Encoding", "gzip");
    }
    response.putHeader("Content-Length", Integer.toString(body.length()));
    if (request.method().equals(HttpMethod.HEAD)) {
      response.end();
    } else {
      response.end(body);
    }
  }

  private boolean isKnown(HttpServerRequest request) {
    String known = request.getHeader("if-none-match");
    return known != null && (known.contains(etag) || known.trim().equals("*"));
  }
}
