package org.nuanxian.runtime.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A short-lived helper process of an engine, like initdb, run to its end. */
final class Command {
  private Command() {}

  /**
   * Runs a command and answers what it said. Its output goes to a file, because a daemon that it
   * leaves behind would keep a pipe open.
   *
   * @throws EngineFailure when it fails or does not end in time
   */
  static String run(Path output, Duration deadline, List<String> words) {
    try {
      Process process =
          new ProcessBuilder(words)
              .redirectErrorStream(true)
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new EngineFailure(words + " did not end within " + deadline.toSeconds() + " s");
      }
      String said = Files.readString(output);
      if (process.exitValue() != 0) {
        throw new EngineFailure(String.join(" ", words) + " failed:\n" + said.strip());
      }
      return said;
    } catch (IOException e) {
      throw new EngineFailure(words.getFirst() + " cannot be run: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineFailure("interrupted", e);
    }
  }
}
