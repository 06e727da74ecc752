package org.nuanxian.server.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.nuanxian.runtime.engine.Ports;
import org.nuanxian.server.Main;

/**
 * One real server process out of the class path of the test. Its ports and its data directory stay
 * the same over kills and starts.
 */
public final class Node implements AutoCloseable {
  private static final Duration ANSWER_MAX = Duration.ofSeconds(2);
  private static final Duration END_MAX = Duration.ofSeconds(30); // three times what is promised
  private static final int LOG_TAIL = 6000;

  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(ANSWER_MAX)
          .build();

  private final String name;
  private final Path data;
  private final List<String> arguments;
  private final int port = Ports.free();
  private final int adminPort = Ports.free();

  /** The running process; empty before the first start and after an end. */
  private Optional<Process> process = Optional.empty();

  /**
   * A node that is not started yet.
   *
   * @param name for messages and the log
   * @param data its data directory
   * @param arguments more words of the command line, like {@code --demo}
   */
  public Node(String name, Path data, List<String> arguments) {
    this.name = name;
    this.data = data.toAbsolutePath();
    this.arguments = List.copyOf(arguments);
  }

  /**
   * Starts the process and returns when it is ready.
   *
   * @param more words of the command line for this start only
   */
  public Node start(String... more) {
    launch(more);
    awaitReady();
    return this;
  }

  /** Starts the process and returns at once. */
  public void launch(String... more) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
    words.add("--enable-native-access=ALL-UNNAMED");
    words.add("--sun-misc-unsafe-memory-access=allow");
    words.add("-XX:TieredStopAtLevel=1"); // a test node starts often and lives shortly
    words.add("-XX:+UseSerialGC");
    words.add("-Dnuanxian.binaries=" + Installation.binaries());
    words.add("-cp");
    words.add(System.getProperty("java.class.path"));
    words.add(Main.class.getName());
    words.add("--data=" + data);
    words.add("--port=" + port);
    words.add("--admin-port=" + adminPort);
    words.addAll(arguments);
    words.addAll(List.of(more));
    try {
      Files.createDirectories(log().getParent());
      process =
          Optional.of(
              new ProcessBuilder(words)
                  .redirectErrorStream(true)
                  .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                  .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns when {@code /readyz} says 200. */
  public void awaitReady() {
    try {
      Await.until(
          name + " is ready",
          () -> {
            if (!running().isAlive()) {
              throw new ExceptionInInitializerError(name + " ended by itself");
            }
            return ready();
          });
    } catch (AssertionError | ExceptionInInitializerError e) {
      throw new AssertionError(e.getMessage() + "; its log ends:\n" + logTail(), e);
    }
  }

  /** Whether {@code /readyz} says 200 right now. */
  public boolean ready() {
    try {
      return get(admin().resolve("/readyz")).statusCode() == 200;
    } catch (IOException e) {
      return false; // not listening yet, or frozen
    }
  }

  /** What a plain GET answers. */
  public static HttpResponse<String> get(URI uri) throws IOException {
    try {
      HttpRequest request = HttpRequest.newBuilder(uri).timeout(ANSWER_MAX).build();
      return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** Kill -9; returns when the process is gone. */
  public void kill() {
    Signals.kill(pid());
    process = Optional.empty();
  }

  /** SIGSTOP: the process holds everything and does nothing. */
  public void freeze() {
    Signals.freeze(pid());
  }

  /** SIGCONT. */
  public void wake() {
    Signals.wake(pid());
  }

  /** SIGTERM; returns the exit status when the process is gone. */
  public int terminate() {
    Process ending = running();
    ending.destroy();
    int status = awaitEnd();
    process = Optional.empty();
    return status;
  }

  /** Waits until the process ended by itself; its exit status. */
  public int awaitEnd() {
    Process ending = running();
    try {
      if (!ending.waitFor(END_MAX.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError(name + " does not end; its log ends:\n" + logTail());
      }
      return ending.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The process id. */
  public long pid() {
    return running().pid();
  }

  /** Where pages and API are, without a path. */
  public URI base() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Where health and metrics are. */
  public URI admin() {
    return URI.create("http://127.0.0.1:" + adminPort);
  }

  /** The data directory. */
  public Path data() {
    return data;
  }

  /** What it printed, over all its starts. */
  public Path log() {
    return data.resolveSibling(name + ".log");
  }

  /** The end of what it printed. */
  public String logTail() {
    try {
      String text = Files.readString(log());
      return text.substring(Math.max(0, text.length() - LOG_TAIL));
    } catch (IOException e) {
      return "(no log)";
    }
  }

  /** Ends the process in whatever state it is. */
  @Override
  public void close() {
    process.map(Process::pid).ifPresent(Signals::kill);
    process = Optional.empty();
  }

  private Process running() {
    return process.orElseThrow(() -> new IllegalStateException(name + " was not started"));
  }
}
