package org.nuanxian.dispatcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs SPIN over {@code src/test/promela/contact.pml}, see ops/docs/model.md. */
final class ContactModelTest {
  private static final Path MODEL = Path.of("src/test/promela/contact.pml").toAbsolutePath();

  /** Far above the 170 steps of the longest run; SPIN says so when a search was cut. */
  private static final String DEPTH = "-m100000";

  /** A verification takes two seconds; a hanging tool must not hang the build. */
  private static final long SECONDS_MAX = 120;

  @TempDir Path directory;

  @Test
  void everyInterleavingKeepsEveryContactAndLetsOnlyItsHolderSpeak() throws Exception {
    String report = verify();

    assertTrue(report.contains("errors: 0"), report);
    assertFalse(report.contains("too small"), report);
    assertFalse(report.contains("not completed"), report);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NO_ERA_CHECK",
        "NO_TERM_FENCE",
        "NO_WORD_FENCE",
        "READ_BEFORE_ERA",
        "NO_ERA_SWAP",
        "NO_SECOND_LOOK"
      })
  void withoutThisSafeguardSomethingGoesWrong(String safeguard) throws Exception {
    String report = verify("-DBROKEN=" + safeguard);

    assertTrue(report.contains("errors: 1"), report);
    assertTrue(report.contains("assertion violated"), report);
  }

  private String verify(String... flags) throws IOException, InterruptedException {
    Files.copy(MODEL, directory.resolve("contact.pml"));
    List<String> spin = new ArrayList<>(List.of("spin", "-a"));
    spin.addAll(List.of(flags));
    spin.add("contact.pml");
    run(spin);
    run(List.of("cc", "-O0", "-w", "-DSAFETY", "-DCOLLAPSE", "-o", "pan", "pan.c"));
    return run(List.of(directory.resolve("pan").toString(), DEPTH));
  }

  private String run(List<String> command) throws IOException, InterruptedException {
    Path output = directory.resolve("output");
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = process.waitFor(SECONDS_MAX, TimeUnit.SECONDS);
    if (!ended) {
      process.destroyForcibly();
    }
    assertTrue(ended, () -> command + " did not end");
    String report = Files.readString(output);
    assertEquals(0, process.exitValue(), report);
    return report;
  }
}
