package org.nuanxian.runtime.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/**
 * Reads one body, at most so many bytes and at most so long. What is too large is refused at once
 * and the rest thrown away unread, so that the refusal reaches the sender before the line is cut.
 */
final class BodyReader {
  /** A phone on a bad network gets 64 KiB across in this time. */
  private static final long BODY_MILLIS_MAX = 20_000;

  /** After this many refused bytes the connection is cut: nobody sends so much by mistake. */
  private static final long DISCARD_BYTES_MAX = 8L * 1024 * 1024;

  private final HttpServerRequest request;
  private final int bytesMax;
  private final Promise<Buffer> done = Promise.promise();
  // Bytes seen, kept or not; written by the loop only.
  private long seen;
  private Buffer kept = Buffer.buffer();

  private BodyReader(HttpServerRequest request, int bytesMax) {
    this.request = request;
    this.bytesMax = bytesMax;
  }

  /** The whole body; fails with a 413 or 408 {@link Problem}, or when the client goes away. */
  static Future<Buffer> read(Vertx vertx, HttpServerRequest request, int bytesMax) {
    return new BodyReader(request, bytesMax).start(vertx);
  }

  private Future<Buffer> start(Vertx vertx) {
    long timer =
        vertx.setTimer(
            BODY_MILLIS_MAX,
            t -> {
              done.tryFail(Problem.of(408, "too-slow", "The body did not arrive in time."));
              request.connection().close();
            });
    request.handler(this::chunk);
    request.endHandler(v -> done.tryComplete(kept));
    request.exceptionHandler(done::tryFail);
    return done.future().onComplete(r -> vertx.cancelTimer(timer));
  }

  private void chunk(Buffer chunk) {
    seen += chunk.length();
    if (seen <= bytesMax) {
      kept.appendBuffer(chunk);
    } else if (seen > DISCARD_BYTES_MAX) {
      request.connection().close();
    } else {
      kept = Buffer.buffer();
      done.tryFail(
          Problem.of(413, "too-large", "A body may have at most " + bytesMax + " bytes here."));
    }
  }
}
