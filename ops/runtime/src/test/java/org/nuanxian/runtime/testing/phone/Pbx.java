package org.nuanxian.runtime.testing.phone;

import io.vertx.core.json.JsonArray;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.nuanxian.runtime.config.PbxConfig;
import org.nuanxian.runtime.config.Secret;
import org.nuanxian.runtime.engine.EmbeddedPbx;
import org.nuanxian.runtime.engine.PbxProgram;

/**
 * A real Asterisk of one test, in a directory of its own, with the configuration that people get.
 * It needs what {@code ops/deploy/pbx/provide ~/.cache/nuanxian/pbx} makes.
 *
 * <pre>{@code
 * try (Pbx pbx = Pbx.start(temporary.resolve("pbx")); Phone phone = Phone.anywhere()) {
 *   PbxConfig config = pbx.config("12356=360802");       // for Ari, and for a node's hotline.pbx
 *   Call call = phone.call(pbx.sip(), "13800000001", "12356").awaitAnswer();
 *   JsonArray channels = pbx.list("channels");
 * }
 * }</pre>
 */
public final class Pbx implements AutoCloseable {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final Path directory;
  private final Secret password;

  /** As last started. */
  private EmbeddedPbx engine;

  private Pbx(Path directory, Secret password) {
    this.directory = directory;
    this.password = password;
    restart();
  }

  /** Starts one; it is empty when the directory is. */
  public static Pbx start(Path directory) {
    return new Pbx(directory, new Secret("of-this-test"));
  }

  /** The one that {@code --pbx} brought up beside a server that runs on this data directory. */
  public static Pbx beside(Path data) {
    try {
      String password = Files.readString(data.resolve("secrets/pbx-password")).strip();
      return new Pbx(data.resolve("pbx"), new Secret(password));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts it again after {@link #kill}: on the same ports, with its database, without calls. */
  public final void restart() {
    engine = EmbeddedPbx.start(directory, PbxProgram.ofUser(), password);
  }

  /** How a server reaches it. */
  public PbxConfig config(String... numbers) {
    return engine.config(List.of(numbers));
  }

  /** Where callers call. */
  public String sip() {
    return engine.sip();
  }

  /** The telephone that rings whatever number the PBX dials by its trunk. */
  public Phone outside() {
    return Phone.at(URI.create("sip://" + engine.outside()).getPort());
  }

  /** The process. */
  public EmbeddedPbx engine() {
    return engine;
  }

  /** What its REST interface answers to GET, for instance of {@code channels}. */
  public JsonArray list(String path) {
    return new JsonArray(ask("GET", path, "").body());
  }

  /** Sends a request to the REST interface; the answer in whatever state. */
  public HttpResponse<String> ask(String method, String path, String json) {
    PbxConfig config = config();
    String login = config.user() + ":" + password.value();
    byte[] bytes = login.getBytes(StandardCharsets.UTF_8);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(config.ariUrl() + "/ari/" + path))
            .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(bytes))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(json))
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

  /** A value of its database, like {@code nuanxian/number/12356}; empty when there is none. */
  public String read(String key) {
    int family = key.lastIndexOf('/');
    String said =
        command("database get " + key.substring(0, family) + " " + key.substring(family + 1));
    return said.startsWith("Value: ") ? said.substring(7) : "";
  }

  /** The keys right below one of its database, without what stands before them. */
  public List<String> keys(String prefix) {
    return command("database show " + prefix)
        .lines()
        .filter(line -> line.startsWith("/" + prefix + "/"))
        .map(line -> line.substring(prefix.length() + 2).split("[ /]", 2)[0])
        .distinct()
        .toList();
  }

  /** What its console says to a command, like {@code core show channels}. */
  public String command(String command) {
    try {
      Process console = new ProcessBuilder(engine.console(command)).start();
      String said = new String(console.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return said.strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a value of its database. */
  public void write(String key, String value) {
    String name = URLEncoder.encode("DB(" + key + ")", StandardCharsets.UTF_8);
    String text = URLEncoder.encode(value, StandardCharsets.UTF_8);
    ask("POST", "asterisk/variable?variable=" + name + "&value=" + text, "");
  }

  /** Words of a city, as an operator would put them: these prompts are short. */
  public void shortWords(String city, String... prompts) {
    Path sounds = directory.resolve("data/sounds");
    Path own = sounds.resolve("zh_" + city + "/nuanxian");
    try {
      Files.createDirectories(own);
      for (String name : prompts) {
        Files.copy(sounds.resolve("zh/nuanxian/n1.wav"), own.resolve(name + ".wav"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Kill -9; returns when it is gone. */
  public void kill() {
    ProcessHandle process = ProcessHandle.of(engine.pid()).orElseThrow();
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Ends it with all its calls. */
  @Override
  public void close() {
    engine.stop();
  }
}
