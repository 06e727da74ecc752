package org.nuanxian.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * A process under measurement. It says {@code ready PORT} on its standard output once it listens on
 * the loopback interface.
 */
public final class ServerProcess implements AutoCloseable {
  private static final String READY = "ready ";

  private final Child child;
  private final int port;

  private ServerProcess(Child child, int port) {
    this.child = child;
    this.port = port;
  }

  /** Starts a class of this program in a JVM of its own and waits until it is ready. */
  public static ServerProcess java(Class<?> main, Map<String, String> environment) {
    return start(Child.java(main, List.of()), environment);
  }

  /** Starts a command and waits until it is ready. */
  public static ServerProcess start(List<String> command, Map<String, String> environment) {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
      Child child = Child.start(builder, environment);
      return new ServerProcess(child, port(child.process(), command));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int port(Process process, List<String> command) throws IOException {
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(READY)) {
        Thread.ofVirtual().start(() -> drain(output));
        return Integer.parseInt(line.substring(READY.length()).trim());
      }
    }
    throw new IllegalStateException("ended before it was ready: " + command);
  }

  /** Keeps the pipe empty, so that the process never blocks on printing. */
  private static void drain(BufferedReader output) {
    try {
      output.lines().forEach(System.err::println);
    } catch (UncheckedIOException ended) {
      // The pipe closes with the process, in the middle of a read: all was said.
    }
  }

  /** Where it listens. */
  public int port() {
    return port;
  }

  /** What it uses. */
  public ProcessTree tree() {
    return child.tree();
  }

  @Override
  public void close() {
    child.close();
  }
}
