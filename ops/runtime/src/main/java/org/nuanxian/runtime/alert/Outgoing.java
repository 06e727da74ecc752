package org.nuanxian.runtime.alert;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Requests to machines outside that may be slow, hang or answer nonsense: each has one deadline for
 * everything, answers are read to a bound, and nobody is followed elsewhere.
 */
final class Outgoing {
  /** No answer that means something is longer. */
  private static final int ANSWER_BYTES_MAX = 16 * 1024;

  /** To one machine; more at once wait. */
  private static final int CONNECTIONS_MAX = 4;

  private static final int WAITING_MAX = 64; // every channel of a full list, twice

  private final HttpClient client;
  private final Duration deadline;

  /** What was answered. */
  record Answer(int status, Buffer body) {
    boolean good() {
      return status >= 200 && status < 300;
    }
  }

  Outgoing(Vertx vertx, Duration deadline) {
    this.deadline = deadline;
    HttpClientOptions options =
        new HttpClientOptions()
            .setConnectTimeout((int) deadline.toMillis())
            .setIdleTimeout((int) deadline.multipliedBy(2).toMillis())
            .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
            // A connection kept for the next alarm, hours later, would be a dead one.
            .setKeepAlive(false);
    PoolOptions pool =
        new PoolOptions().setHttp1MaxSize(CONNECTIONS_MAX).setMaxWaitQueueSize(WAITING_MAX);
    this.client = vertx.createHttpClient(options, pool);
  }

  /** Fails with {@link Undelivered} when there is no answer; any status is one. */
  Future<Answer> ask(HttpMethod method, String url, Map<String, String> headers, Buffer body) {
    RequestOptions options = new RequestOptions().setMethod(method).setAbsoluteURI(url);
    headers.forEach(options::putHeader);
    Future<HttpClientRequest> opened = client.request(options);
    return opened
        .compose(request ->
            (method.equals(HttpMethod.GET) ? request.send() : request.send(body))
                .compose(response -> read(request, response)))
        .timeout(deadline.toMillis(), TimeUnit.MILLISECONDS)
        .onFailure(failure ->
            // Also one that opens after the deadline must not stay open.
            opened.onSuccess(request -> request.reset()))
        .recover(failure -> Future.failedFuture(meaning(failure)));
  }

  private static Future<Answer> read(HttpClientRequest request, HttpClientResponse response) {
    Promise<Answer> done = Promise.promise();
    Buffer body = Buffer.buffer();
    response.handler(part -> {
      if (body.length() + part.length() > ANSWER_BYTES_MAX) {
        done.tryFail(Undelivered.because(Undelivered.GARBAGE));
        request.reset();
      } else {
        body.appendBuffer(part);
      }
    });
    response.exceptionHandler(done::tryFail);
    response.endHandler(end -> done.tryComplete(new Answer(response.statusCode(), body)));
    return done.future();
  }

  private static Undelivered meaning(Throwable failure) {
    if (failure instanceof Undelivered known) {
      return known;
    }
    return Undelivered.because(
        failure instanceof TimeoutException ? Undelivered.TIMEOUT : Undelivered.UNREACHABLE);
  }

  Future<Void> close() {
    return client.close();
  }
}
