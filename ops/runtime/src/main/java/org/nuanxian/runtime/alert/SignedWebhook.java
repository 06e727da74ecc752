package org.nuanxian.runtime.alert;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import org.nuanxian.runtime.config.AlertConfig;
import org.nuanxian.runtime.config.Secret;
import org.nuanxian.runtime.vault.HmacSha256;

/**
 * JSON for a program of the operator's own. {@code X-Nuanxian-Signature} is {@code sha256=} and the
 * HMAC-SHA256 in hexadecimal over {@code X-Nuanxian-Timestamp} (seconds), a full stop and the body;
 * {@code Idempotency-Key} is the same for every try of one message. Any 2xx means that it was
 * taken.
 */
final class SignedWebhook implements Channel {
  private final AlertConfig config;
  private final Outgoing outgoing;
  private final InstantSource clock;

  SignedWebhook(AlertConfig config, Outgoing outgoing, InstantSource clock) {
    this.config = config;
    this.outgoing = outgoing;
    this.clock = clock;
  }

  @Override
  public AlertConfig config() {
    return config;
  }

  @Override
  public Future<Void> send(Message message, int recipient) {
    Buffer body =
        new JsonObject()
            .put("id", message.id().toString())
            .put("title", message.title())
            .put("text", message.text())
            .mergeIn(message.facts())
            .toBuffer();
    String time = Long.toString(clock.instant().getEpochSecond());
    Map<String, String> headers =
        Map.of(
            "Content-Type",
            "application/json",
            "Idempotency-Key",
            message.id().toString(),
            "X-Nuanxian-Timestamp",
            time,
            "X-Nuanxian-Signature",
            "sha256=" + signature(time, body));
    return outgoing
        .ask(HttpMethod.POST, config.url().orElseThrow(), headers, body)
        .map(answer -> {
          if (!answer.good()) {
            throw Undelivered.status(answer.status());
          }
          return null;
        });
  }

  private String signature(String time, Buffer body) {
    String secret = config.secret().map(Secret::value).orElseThrow();
    byte[] over = Buffer.buffer(time).appendString(".").appendBuffer(body).getBytes();
    return HexFormat.of().formatHex(HmacSha256.of(secret.getBytes(StandardCharsets.UTF_8), over));
  }
}
