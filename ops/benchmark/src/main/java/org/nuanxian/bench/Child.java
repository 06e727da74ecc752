package org.nuanxian.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A process under measurement that ends with the bench.
 *
 * @param process as it was started
 */
public record Child(Process process) implements AutoCloseable {
  private static final long END_SECONDS_MAX = 12; // the product promises ten

  /** Starts a command whose output goes where the builder says. */
  public static Child start(ProcessBuilder builder, Map<String, String> environment)
      throws IOException {
    builder.environment().putAll(environment);
    return new Child(builder.start());
  }

  /** The command that runs a class of this program, or of the product, in a JVM of its own. */
  public static List<String> java(Class<?> main, List<String> arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseCompactObjectHeaders", // as ops/start does
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(arguments);
    return command;
  }

  /** What it uses. */
  public ProcessTree tree() {
    return new ProcessTree(process.pid());
  }

  /** Ends it, by force when it does not end in time. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(END_SECONDS_MAX, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
