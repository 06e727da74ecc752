package org.nuanxian.runtime.alert;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.nuanxian.runtime.config.AlertConfig;
import org.nuanxian.runtime.config.Secret;
import org.nuanxian.runtime.vault.HmacSha256;

/**
 * A robot in a group of 企业微信 or 钉钉. Both take the same text message and answer 200 with an {@code
 * errcode}; only 0 means that the message was taken.
 */
final class GroupRobot implements Channel {
  private static final String WECOM = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send";
  private static final String DINGTALK = "https://oapi.dingtalk.com/robot/send";

  private final AlertConfig config;
  private final Outgoing outgoing;
  private final InstantSource clock;

  GroupRobot(AlertConfig config, Outgoing outgoing, InstantSource clock) {
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
    JsonObject body =
        new JsonObject()
            .put("msgtype", "text")
            .put("text", new JsonObject().put("content", message.text()));
    return outgoing
        .ask(HttpMethod.POST, url(), Map.of("Content-Type", "application/json"), body.toBuffer())
        .map(GroupRobot::checked);
  }

  private String url() {
    return config.type() == AlertConfig.Type.WECOM
        ? config.url().orElse(WECOM) + "?key=" + Template.encoded(secret(config.key()))
        : config.url().orElse(DINGTALK)
            + "?access_token="
            + Template.encoded(secret(config.token()))
            + signature();
  }

  /** Of 钉钉: over the time and the secret, the time in milliseconds beside it. */
  private String signature() {
    String secret = secret(config.secret());
    long now = clock.millis();
    byte[] sign =
        HmacSha256.of(
            secret.getBytes(StandardCharsets.UTF_8),
            (now + "\n" + secret).getBytes(StandardCharsets.UTF_8));
    return "&timestamp="
        + now
        + "&sign="
        + Template.encoded(Base64.getEncoder().encodeToString(sign));
  }

  private static Void checked(Outgoing.Answer answer) {
    if (!answer.good()) {
      throw Undelivered.status(answer.status());
    }
    long errcode = errcode(answer.body());
    if (errcode != 0) {
      throw Undelivered.refused(errcode);
    }
    return null;
  }

  private static long errcode(Buffer body) {
    try {
      if (body.toJsonObject().getValue("errcode") instanceof Number number) {
        return number.longValue();
      }
      throw Undelivered.because(Undelivered.GARBAGE);
    } catch (DecodeException e) {
      throw Undelivered.because(Undelivered.GARBAGE);
    }
  }

  private static String secret(Optional<Secret> secret) {
    return secret.map(Secret::value).orElse("");
  }
}
