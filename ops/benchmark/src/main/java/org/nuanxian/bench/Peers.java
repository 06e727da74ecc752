package org.nuanxian.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The programs of others that the product is compared with, out of npm with pinned versions. */
public final class Peers {
  private static final String RESULT = "result ";

  private final Path folder;

  private Peers(Path folder) {
    this.folder = folder;
  }

  /** Installs them at the first use, and again when their versions changed. */
  public static Peers installed(Path root) {
    Path folder = root.resolve("ops/benchmark/peers");
    Path lock = folder.resolve("package-lock.json");
    Path installed = folder.resolve("node_modules/.installed-lock.json");
    try {
      if (!Files.exists(installed) || Files.mismatch(lock, installed) >= 0) {
        install(folder);
        Files.copy(lock, installed, StandardCopyOption.REPLACE_EXISTING);
      }
      return new Peers(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void install(Path folder) throws IOException {
    Process npm =
        new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund", "--silent")
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      if (npm.waitFor() != 0) {
        throw new IllegalStateException("npm ci failed in " + folder);
      }
    } catch (InterruptedException e) {
      npm.destroy();
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Runs one of the scripts to its end and answers the number it prints behind "result". */
  public double run(String script, Map<String, String> environment, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of("node", folder.resolve(script).toString()));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(environment);
    try {
      String output =
          new String(builder.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return output
          .lines()
          .filter(line -> line.startsWith(RESULT))
          .mapToDouble(line -> Double.parseDouble(line.substring(RESULT.length())))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException(script + " has no result: " + output));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts one of the scripts. */
  public ServerProcess start(String script, Map<String, String> environment) {
    return ServerProcess.start(
        List.of("node", "--expose-gc", folder.resolve(script).toString()), environment);
  }
}
