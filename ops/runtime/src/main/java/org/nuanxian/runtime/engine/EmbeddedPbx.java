package org.nuanxian.runtime.engine;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nuanxian.runtime.config.HotlineConfig;
import org.nuanxian.runtime.config.PbxConfig;
import org.nuanxian.runtime.config.Secret;

/**
 * A real Asterisk as a process of its own, in a session of its own, on loopback. It outlives this
 * JVM with all its calls, and {@link #start} adopts it when it is already there.
 *
 * <p>Files in its directory: {@code etc} (written at each start, but for {@code *-site.conf}),
 * {@code data} (sounds; those of a city are put here), {@code lib} (its database), {@code log},
 * {@code port}, {@code sip-port}, {@code outside-port}.
 */
public final class EmbeddedPbx {
  private static final Duration START_MAX = Duration.ofSeconds(30); // 1 s on an idle machine
  private static final Duration STOP_MAX = Duration.ofSeconds(5); // then it is killed
  private static final Duration COMMAND_MAX = Duration.ofSeconds(10);
  private static final Duration ANSWER_MAX = Duration.ofSeconds(2);

  /** Two for sound, one for signals and some more for each call, and one for each browser. */
  private static final int OPEN_FILES_MAX = 16_384;

  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(ANSWER_MAX)
          .build();

  private final Path directory;
  private final PbxProgram program;
  private final PbxFiles files;
  private final Secret password;
  private final List<String> notices = new ArrayList<>();

  /** Where its REST interface and the browsers' sockets are; set by start. */
  private int port;

  /** Where calls come in; set by start. */
  private int sipPort;

  /** Whoever listens there is all telephones outside; set by start. */
  private int outsidePort;

  /** Whether it was running before start. */
  private boolean adopted;

  private EmbeddedPbx(Path directory, PbxProgram program, Secret password) {
    this.directory = directory;
    this.program = program;
    this.files = new PbxFiles(directory, program);
    this.password = password;
  }

  /**
   * Starts the PBX of a directory, or adopts it. The caller holds the lock of the data directory.
   *
   * @param directory its data; made when it is not there
   * @param program what is run
   * @param password of its REST interface
   * @throws EngineFailure when it does not become ready
   */
  public static EmbeddedPbx start(Path directory, PbxProgram program, Secret password) {
    EmbeddedPbx pbx = new EmbeddedPbx(directory.toAbsolutePath(), program, password);
    try {
      PrivateFiles.directory(pbx.directory);
      if (!pbx.alive() || !pbx.adopt()) {
        pbx.launch();
      }
      return pbx;
    } catch (IOException e) {
      throw new EngineFailure("The PBX cannot be started in " + directory, e);
    }
  }

  /**
   * How the server and browsers reach it; stays true when it is started again.
   *
   * @param numbers the called numbers, each {@code called=county}
   */
  public PbxConfig config(List<String> numbers) {
    return new PbxConfig(
        HotlineConfig.OWN,
        "http://127.0.0.1:" + port,
        PbxFiles.USER,
        Optional.of(password),
        PbxFiles.TRUNK,
        numbers,
        "ws://127.0.0.1:" + port + "/ws",
        Optional.empty());
  }

  /** Where callers call, by SIP over UDP: {@code 127.0.0.1:20345}. */
  public String sip() {
    return "127.0.0.1:" + sipPort;
  }

  /** Where calls to telephones outside go, by SIP over UDP: whoever listens there gets them. */
  public String outside() {
    return "127.0.0.1:" + outsidePort;
  }

  /** Whether the process was already running when this object was made. */
  public boolean adopted() {
    return adopted;
  }

  /** What an operator should know about the start. */
  public List<String> notices() {
    return List.copyOf(notices);
  }

  /** Whether its process is there, answering or not. */
  public boolean alive() {
    return !Residents.of(directory).isEmpty();
  }

  /**
   * The process.
   *
   * @throws EngineFailure when it is gone
   */
  public long pid() {
    return Residents.of(directory).stream()
        .findFirst()
        .orElseThrow(() -> new EngineFailure("The PBX of " + directory + " is not running"));
  }

  /** The words that tell its console a command, like {@code core show channels}. */
  public List<String> console(String command) {
    List<String> words = new ArrayList<>(program.words());
    words.addAll(List.of("-C", files.settings().toString(), "-rx", command));
    return List.copyOf(words);
  }

  /** Whether anybody is on the line. A PBX that does not answer has nobody. */
  public boolean hasCalls() {
    // The watch of the dialplan is a channel of its own, and no call.
    return ask("channels").map(calls -> calls.contains("\"name\":\"PJSIP/")).orElse(false);
  }

  /** Ends it with all its calls; returns when the process is gone. */
  public void stop() {
    for (long pid : Residents.of(directory)) {
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
    }
    if (!Patience.until(STOP_MAX, () -> !alive())) {
      for (long pid : Residents.of(directory)) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
      }
      Patience.until(STOP_MAX, () -> !alive());
    }
  }

  /** Takes over a running PBX; false when it was on its way down and is gone. */
  private boolean adopt() throws IOException {
    port = kept("port");
    sipPort = kept("sip-port");
    outsidePort = kept("outside-port");
    if (!Patience.until(START_MAX, () -> answers() || !alive())) {
      throw new EngineFailure(
          "The PBX of "
              + directory
              + " runs as process "
              + Residents.of(directory)
              + " but does not answer: end that process and start again");
    }
    adopted = alive();
    if (adopted && files.write(places())) {
      notices.add(
          "The PBX goes on with the configuration of before, because calls come first; end process "
              + pid()
              + " when nobody is on the line, and it comes back with the new one");
    }
    return adopted;
  }

  private void launch() throws IOException {
    port = Ports.keptOrFree(directory.resolve("port"));
    sipPort = Ports.keptOrFreeForDatagrams(directory.resolve("sip-port"));
    outsidePort = Ports.keptOrFreeForDatagrams(directory.resolve("outside-port"));
    files.lay();
    files.write(places());
    Unprivileged user = Unprivileged.find(directory, program.loader());
    user.give(directory);
    Command.run(directory.resolve("start.log"), COMMAND_MAX, words(user));
    if (!Patience.until(START_MAX, () -> answers())) {
      throw new EngineFailure("The PBX does not answer; its last words:\n" + lastWords());
    }
  }

  /**
   * In the background, with this directory as its working directory: by itself it would leave it.
   */
  private List<String> words(Unprivileged user) {
    List<String> asterisk = new ArrayList<>(program.words());
    asterisk.addAll(List.of("-f", "-C", files.settings().toString()));
    List<String> words =
        new ArrayList<>(
            List.of(
                "/bin/sh",
                "-c",
                "cd \"$0\" && { ulimit -n "
                    + OPEN_FILES_MAX
                    + " || true; } && { setsid \"$@\" </dev/null & }",
                directory.toString()));
    // Few arenas: after a peak the memory would stay.
    words.addAll(
        List.of("env", "-i", "MALLOC_ARENA_MAX=2", "PATH=/usr/bin:/bin", "LANG=C", "TZ=UTC"));
    words.addAll(user.words(asterisk.toArray(String[]::new)));
    return words;
  }

  private Map<String, String> places() {
    return Map.of(
        "ARI_PASSWORD", password.value(),
        "HTTP_PORT", Integer.toString(port),
        "SIP", sip(),
        "TRUNK_CONTACT", "sip:" + outside());
  }

  private int kept(String name) throws IOException {
    return Integer.parseInt(Files.readString(directory.resolve(name)).strip());
  }

  private boolean answers() {
    return ask("asterisk/ping").isPresent();
  }

  /** What its REST interface says; empty when it says no or nothing. */
  private Optional<String> ask(String path) {
    byte[] login = (PbxFiles.USER + ":" + password.value()).getBytes(StandardCharsets.UTF_8);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/ari/" + path))
            .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(login))
            .timeout(ANSWER_MAX)
            .build();
    try {
      HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() == 200 ? Optional.of(answer.body()) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // not yet; the caller has a deadline
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private String lastWords() throws IOException {
    StringBuilder words = new StringBuilder();
    for (String name : List.of("start.log", "log/messages.log")) {
      Path file = directory.resolve(name);
      words.append(Files.exists(file) ? Files.readString(file) : "");
    }
    return words.toString();
  }
}
