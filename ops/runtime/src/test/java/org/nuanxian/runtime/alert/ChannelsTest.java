package org.nuanxian.runtime.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.PfxOptions;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nuanxian.runtime.config.AlertConfig;
import org.nuanxian.runtime.config.Config;
import org.nuanxian.runtime.testing.Await;
import org.nuanxian.runtime.testing.FakeMail;
import org.nuanxian.runtime.testing.FakePlatform;
import org.nuanxian.runtime.testing.FakePlatform.Asked;
import org.nuanxian.runtime.testing.FakePlatform.Manner;
import org.nuanxian.runtime.vault.HmacSha256;

/** Each kind of channel against a hand-written other end that may do anything. */
class ChannelsTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final Instant NOW = Instant.ofEpochMilli(1_800_000_000_123L);

  /** Of a try; what hangs is given up after it. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final Message MESSAGE =
      new Message(
          UUID.fromString("00000000-0000-4000-8000-000000000412"),
          "【暖线】有一件事需要您处理",
          "【暖线】\"吉安\" & 一行\n第二行",
          new JsonObject().put("event", "alarm").put("rung", 1));

  @TempDir Path folder;

  private final FakePlatform platform = new FakePlatform(VERTX);
  private final FakeMail mail = new FakeMail(VERTX);

  @AfterEach
  void closeEnds() {
    platform.close();
    mail.close();
  }

  @AfterAll
  static void closeAll() {
    Await.result(VERTX.close());
  }

  private Channel channel(String type) {
    Map<String, String> keys =
        switch (type) {
          case "wecom" -> Map.of("URL", platform.url() + "/send", "KEY", "k&y");
          case "dingtalk" ->
              Map.of("URL", platform.url() + "/robot", "TOKEN", "t0ken", "SECRET", "SECret");
          case "webhook" -> Map.of("URL", platform.url() + "/hook", "SECRET", "geheim");
          case "sms" ->
              Map.of(
                  "URL",
                  platform.url() + "/sms?n={to}",
                  "HEADERS",
                  "Content-Type: application/json,X-Key: {secret}",
                  "BODY",
                  "{\"to\":\"{to}\",\"text\":\"{text}\",\"id\":\"{id}\"}",
                  "SUCCESS",
                  "\"errcode\":0",
                  "SECRET",
                  "app",
                  "RECIPIENTS",
                  "13800000001,13800000002");
          default ->
              Map.of(
                  "HOST",
                  "127.0.0.1",
                  "PORT",
                  Integer.toString(mail.port()),
                  "TLS",
                  "none",
                  "FROM",
                  "line@example.org",
                  "RECIPIENTS",
                  "a@example.org,b@example.org");
        };
    return channel(type, keys);
  }

  private static Channel channel(String type, Map<String, String> keys) {
    Map<String, String> environment = new HashMap<>();
    keys.forEach((key, value) -> environment.put("NUANXIAN_ALERTS_0_" + key, value));
    environment.put("NUANXIAN_ALERTS_0_NAME", "值班");
    environment.put("NUANXIAN_ALERTS_0_TYPE", type);
    environment.put("NUANXIAN_HTTP_PUBLIC_URL", "https://help.example");
    List<AlertConfig> configs = Config.read(Optional.empty(), environment, Map.of()).alerts();
    return new Channels(VERTX, configs, () -> NOW, ChannelsTest::none, PATIENCE).all().getFirst();
  }

  private static Channel none(AlertConfig telephone) {
    throw new AssertionError("none of these calls");
  }

  private static String failure(Future<Void> sent) {
    return Undelivered.code(Await.failure(sent));
  }

  private Asked onlyRequest() {
    assertEquals(1, platform.asked().size());
    return platform.asked().getFirst();
  }

  @Test
  void weComTakesATextAndItsKey() {
    Await.result(channel("wecom").send(MESSAGE, 0));

    Asked asked = onlyRequest();
    assertEquals("POST", asked.method());
    assertEquals("/send?key=k%26y", asked.path());
    JsonObject body = new JsonObject(asked.body());
    assertEquals("text", body.getString("msgtype"));
    assertEquals(MESSAGE.text(), body.getJsonObject("text").getString("content"));
  }

  @Test
  void dingTalkTakesATextSignedOverTimeAndSecret() {
    Await.result(channel("dingtalk").send(MESSAGE, 0));

    Map<String, String> query = query(onlyRequest().path());
    assertEquals("t0ken", query.get("access_token"));
    assertEquals(Long.toString(NOW.toEpochMilli()), query.get("timestamp"));
    byte[] signed = (NOW.toEpochMilli() + "\nSECret").getBytes(StandardCharsets.UTF_8);
    assertEquals(Base64.getEncoder().encodeToString(hmac("SECret", signed)), query.get("sign"));
  }

  private static Map<String, String> query(String path) {
    Map<String, String> query = new HashMap<>();
    for (String pair : path.substring(path.indexOf('?') + 1).split("&", -1)) {
      int equals = pair.indexOf('=');
      query.put(
          pair.substring(0, equals),
          URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
    }
    return query;
  }

  @Test
  void aWebhookIsSignedOverTimeAndBodyAndCarriesTheSameIdEachTime() {
    Channel webhook = channel("webhook");
    Await.result(webhook.send(MESSAGE, 0));
    Await.result(webhook.send(MESSAGE, 0));

    for (Asked asked : platform.asked()) {
      assertEquals(MESSAGE.id().toString(), asked.headers().get("idempotency-key"));
      String time = asked.headers().get("x-nuanxian-timestamp");
      assertEquals(Long.toString(NOW.getEpochSecond()), time);
      byte[] over = Buffer.buffer(time + "." + asked.body()).getBytes();
      assertEquals(
          "sha256=" + HexFormat.of().formatHex(hmac("geheim", over)),
          asked.headers().get("x-nuanxian-signature"));
      JsonObject body = new JsonObject(asked.body());
      assertEquals(MESSAGE.text(), body.getString("text"));
      assertEquals(1, body.getInteger("rung"));
    }
    assertEquals(2, platform.asked().size());
  }

  @Test
  void anSmsGatewayIsAskedInTheOperatorsWordsOnceForEachNumber() {
    Channel sms = channel("sms");
    assertEquals(2, sms.recipients());
    Await.result(sms.send(MESSAGE, 1));

    Asked asked = onlyRequest();
    assertEquals("/sms?n=13800000002", asked.path());
    assertEquals("app", asked.headers().get("x-key"));
    JsonObject body = new JsonObject(asked.body());
    assertEquals("13800000002", body.getString("to"));
    assertEquals("【暖线】\"吉安\" & 一行 第二行", body.getString("text"));
    assertEquals(MESSAGE.id().toString(), body.getString("id"));
  }

  @Test
  void aMailGoesToOneAddressWithTheSameMessageIdEachTime() {
    Channel channel = channel("email");
    assertEquals(2, channel.recipients());
    Await.result(channel.send(MESSAGE, 0));
    Await.result(channel.send(MESSAGE, 1));

    assertEquals(2, mail.mails().size());
    for (String taken : mail.mails()) {
      assertTrue(taken.contains("Message-ID: <" + MESSAGE.id() + "@nuanxian>"), taken);
      assertTrue(taken.contains("Subject: =?UTF-8?"), taken);
    }
    assertFalse(mail.mails().getFirst().contains("b@example.org"));
  }

  @ParameterizedTest
  @CsvSource({
    "wecom, FAIL, status:500",
    "wecom, REFUSE, refused:93000",
    "wecom, HANG, timeout",
    "wecom, GARBAGE, garbage",
    "wecom, FLOOD, garbage",
    "wecom, BREAK, unreachable",
    "dingtalk, REFUSE, refused:93000",
    "dingtalk, GARBAGE, garbage",
    "dingtalk, HANG, timeout",
    "webhook, FAIL, status:500",
    "webhook, HANG, timeout",
    "webhook, FLOOD, garbage",
    "sms, FAIL, status:500",
    "sms, REFUSE, garbage",
    "sms, GARBAGE, garbage",
    "sms, HANG, timeout"
  })
  void whatWasNotTakenIsSaidInOneWord(String type, Manner manner, String problem) {
    platform.manner(manner);

    assertEquals(problem, failure(channel(type).send(MESSAGE, 0)));
    assertEquals(1, platform.asked().size());
  }

  @ParameterizedTest
  @CsvSource({"wecom", "dingtalk", "webhook", "sms"})
  void anAnswerThatComesTwiceIsOneAnswer(String type) {
    platform.manner(Manner.TWICE);

    Await.result(channel(type).send(MESSAGE, 0));
    assertEquals(1, platform.asked().size());
  }

  @ParameterizedTest
  @CsvSource({"REFUSE, refused:550", "HANG, timeout"})
  void aMailThatWasNotTakenIsSaidInOneWord(FakeMail.Manner manner, String problem) {
    mail.manner(manner);

    assertEquals(problem, failure(channel("email").send(MESSAGE, 0)));
  }

  @Test
  void aMailServerThatSpeaksNonsenseTakesNothing() {
    mail.manner(FakeMail.Manner.GARBAGE);

    failure(channel("email").send(MESSAGE, 0));
    assertEquals(List.of(), mail.mails());
  }

  @Test
  void withoutTheProtectionThatIsAskedForNothingIsSaidToAMailServer() {
    Map<String, String> keys =
        Map.of(
            "HOST", "127.0.0.1",
            "PORT", Integer.toString(mail.port()),
            "USER", "line",
            "PASSWORD", "geheim",
            "FROM", "line@example.org",
            "RECIPIENTS", "a@example.org");

    failure(channel("email", keys).send(MESSAGE, 0));

    assertEquals(List.of(), mail.mails());
    assertFalse(mail.words().stream().anyMatch(word -> word.startsWith("AUTH")), "no password");
  }

  @Test
  void aMailServerWhomNobodyVouchesForIsToldNothing() throws Exception {
    Path store = folder.resolve("store.p12");
    Process made =
        new ProcessBuilder(keytool(store))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertEquals(0, made.waitFor());
    PfxOptions own = new PfxOptions().setPath(store.toString()).setPassword("geheim");
    NetServerOptions options = new NetServerOptions().setSsl(true).setKeyCertOptions(own);
    try (FakeMail stranger = new FakeMail(VERTX, options)) {
      Map<String, String> keys =
          Map.of(
              "HOST", "127.0.0.1",
              "PORT", Integer.toString(stranger.port()),
              "TLS", "tls",
              "FROM", "line@example.org",
              "RECIPIENTS", "a@example.org");

      assertEquals("unreachable", failure(channel("email", keys).send(MESSAGE, 0)));
      assertEquals(List.of(), stranger.words());
    }
  }

  private static List<String> keytool(Path store) {
    String tool = Path.of(System.getProperty("java.home"), "bin/keytool").toString();
    return List.of(
        tool,
        "-genkeypair",
        "-alias",
        "a",
        "-keyalg",
        "EC",
        "-dname",
        "CN=127.0.0.1",
        "-ext",
        "SAN=ip:127.0.0.1",
        "-storetype",
        "PKCS12",
        "-storepass",
        "geheim",
        "-keystore",
        store.toString());
  }

  @Test
  void nobodyAtTheOtherEndIsUnreachable() {
    Channel wecom = channel("wecom");
    platform.close();

    assertEquals("unreachable", failure(wecom.send(MESSAGE, 0)));
  }

  @Test
  void failuresSayNeitherAddressNorSecret() {
    platform.manner(Manner.FAIL);
    Throwable failed = Await.failure(channel("sms").send(MESSAGE, 0));

    assertEquals("status:500", failed.getMessage());
    assertEquals("AlertConfig[值班]", channel("sms").config().toString());
  }

  private static byte[] hmac(String secret, byte[] over) {
    return HmacSha256.of(secret.getBytes(StandardCharsets.UTF_8), over);
  }
}
