package org.nuanxian.bench.hotline;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.nuanxian.bench.Ground;
import org.nuanxian.runtime.config.PbxConfig;
import org.nuanxian.runtime.config.Secret;
import org.nuanxian.runtime.engine.EmbeddedPbx;

/** The PBX that all three sides share, as the product brings it up, with a queue of its own. */
final class BenchPbx {
  /** The number that leads to the floor. */
  static final String BARE = "91";

  /** In front of the number of agents: the number that leads to the queue. */
  static final String QUEUE = "92";

  private static final Duration ANSWER_MAX = Duration.ofSeconds(5);
  private static final Duration READY_MAX = Duration.ofSeconds(20);
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** A telephone on loopback; the same for all sides. */
  private static final Map<String, String> TELEPHONE =
      Map.of(
          "transport", "transport-udp",
          "context", "from-volunteer",
          "allow", "!all,ulaw",
          "direct_media", "no",
          "device_state_busy_at", "1",
          "bind_rtp_to_media_address", "yes",
          "media_address", "127.0.0.1");

  private final Path directory;
  private final EmbeddedPbx engine;

  /** Starts it, without a call; it ends with the ground. */
  BenchPbx(Ground ground) {
    this.directory = ground.path().resolve("pbx");
    this.engine = ground.startPbx();
  }

  /** Where calls come in. */
  String sip() {
    return engine.sip();
  }

  /** How the product reaches it. */
  PbxConfig config(String... numbers) {
    return engine.config(List.of(numbers));
  }

  /** Where bare programs find it. */
  Map<String, String> environment() {
    return Map.of("BENCH_ARI", config().ariUrl(), "BENCH_LOGIN", login());
  }

  private String login() {
    PbxConfig config = config();
    return config.user() + ":" + config.password().map(Secret::value).orElse("");
  }

  /** Telephones of these names, at one place. */
  void telephones(List<String> names, String place) {
    for (String name : names) {
      put("aor", name, Map.of("contact", "sip:" + name + "@" + place));
      put("endpoint", name, TELEPHONE);
    }
  }

  /**
   * Asterisk's own queue, tuned as well as it can be: whoever has been idle longest is rung, as
   * many callers at once as agents are free, and no pause after a talk. And the floor's number.
   *
   * @param queues names of telephones by queue
   */
  void queues(Map<String, List<String>> queues) {
    StringBuilder queue = new StringBuilder("[general]\npersistentmembers = no\nautofill = yes\n");
    StringBuilder plan = new StringBuilder("[from-trunk](+)\n");
    plan.append("exten => ").append(BARE).append(",1,Stasis(bare,incoming)\n same => n,Hangup()\n");
    queues.forEach((name, members) -> {
      queue
          .append("[" + name + "]\nstrategy = leastrecent\nautofill = yes\nringinuse = no\n")
          .append("timeout = 15\nretry = 1\nwrapuptime = 0\njoinempty = yes\n");
      members.forEach(member -> queue.append("member => PJSIP/").append(member).append('\n'));
      plan.append("exten => ").append(name).append(",1,Answer()\n");
      plan.append(" same => n,Queue(").append(name).append(")\n same => n,Hangup()\n");
    });
    try {
      Files.writeString(directory.resolve("etc/queues.conf"), queue.toString());
      hearAtOnce(directory.resolve("etc/rtp.conf"));
      Files.writeString(directory.resolve("etc/extensions-site.conf"), plan.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ask("POST", "asterisk/modules/app_queue.so", "");
    ask("PUT", "asterisk/modules/pbx_config.so", "");
    ask("PUT", "asterisk/modules/res_rtp_asterisk.so", "");
  }

  /**
   * The first 60 ms of each stream would be thrown away, until it is sure who sends it; longer than
   * what is measured, and the same for everybody.
   */
  private static void hearAtOnce(Path rtp) throws IOException {
    String strict = Files.readString(rtp);
    String open = strict.replaceFirst("(?m)^strictrtp *= *yes$", "strictrtp = no");
    if (open.equals(strict)) {
      throw new IllegalStateException(rtp + " says nothing of strictrtp");
    }
    Files.writeString(rtp, open);
  }

  /** Waits until somebody serves an application. */
  void awaitApp(String name) {
    Instant end = Instant.now().plus(READY_MAX);
    while (send("GET", "applications/" + name, "").statusCode() != 200) {
      if (Instant.now().isAfter(end)) {
        throw new IllegalStateException("nobody serves " + name + " on the PBX");
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK_EVERY);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void put(String type, String name, Map<String, String> values) {
    JsonArray fields = new JsonArray();
    values.forEach(
        (key, value) -> fields.add(new JsonObject().put("attribute", key).put("value", value)));
    if (type.equals("endpoint")) {
      fields.add(new JsonObject().put("attribute", "aors").put("value", name));
    }
    String path = "asterisk/config/dynamic/res_pjsip/" + type + "/" + name;
    ask("PUT", path, new JsonObject().put("fields", fields).encode());
  }

  private void ask(String method, String path, String body) {
    HttpResponse<String> answer = send(method, path, body);
    if (answer.statusCode() >= 300) {
      throw new IllegalStateException(
          path + " was answered " + answer.statusCode() + " " + answer.body());
    }
  }

  private HttpResponse<String> send(String method, String path, String body) {
    byte[] login = login().getBytes(StandardCharsets.UTF_8);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(config().ariUrl() + "/ari/" + path))
            .timeout(ANSWER_MAX)
            .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(login))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
