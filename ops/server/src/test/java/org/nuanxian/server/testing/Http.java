package org.nuanxian.server.testing;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** Plain requests of the contract. */
public final class Http {
  private static final Duration ANSWER_MAX = Duration.ofSeconds(20); // what the edge promises
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private Http() {}

  /** An answer, parsed when it is JSON. */
  public record Answer(int status, JsonObject body, Map<String, String> headers) {}

  /** A POST of this body, from the pages of that address. */
  public static Answer post(URI uri, JsonObject body, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(ANSWER_MAX)
            .header("Content-Type", "application/json")
            .header("Origin", uri.resolve("/").toString().replaceAll("/$", ""))
            .POST(HttpRequest.BodyPublishers.ofString(body.encode()));
    headers.forEach(request::header);
    return send(request.build());
  }

  /** A plain GET. */
  public static Answer get(URI uri, Map<String, String> headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(ANSWER_MAX).GET();
    headers.forEach(request::header);
    return send(request.build());
  }

  private static Answer send(HttpRequest request) {
    try {
      HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
      String text = response.body();
      JsonObject body = text.startsWith("{") ? new JsonObject(text) : new JsonObject();
      Map<String, String> headers =
          response.headers().map().entrySet().stream()
              .collect(
                  java.util.stream.Collectors.toMap(
                      e -> e.getKey().toLowerCase(java.util.Locale.ROOT),
                      e -> e.getValue().getFirst()));
      return new Answer(response.statusCode(), body, headers);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
