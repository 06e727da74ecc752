package org.nuanxian.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SafetyPageTest {
  private static final Path HOUSE = Path.of("../..");
  private static final List<String> TESTS =
      List.of(
          "ops/runtime/src/test",
          "ops/server/src/test",
          "chat-gateway/src/test",
          "dispatcher/src/test");
  private static final Pattern NAMED = Pattern.compile("`(\\w+Test)(?:\\.(\\w+))?`");
  private static final Pattern WEB = Pattern.compile("`(\\w+\\.test\\.ts)`");
  private static final int RULES = 20;

  @Test
  void everyRuleNamesTestsThatExist() throws IOException {
    String page = Files.readString(Path.of("../docs/safety.md"));
    for (int rule = 1; rule <= RULES; rule++) {
      assertTrue(page.contains("\n| " + rule + " "), "rule " + rule);
    }
    Map<String, String> sources = sources();
    List<String> unknown =
        NAMED
            .matcher(page)
            .results()
            .filter(named -> !exists(named, sources.getOrDefault(named.group(1), "")))
            .map(MatchResult::group)
            .toList();
    assertEquals(List.of(), unknown);
    Path web = HOUSE.resolve("chat-gateway/web/test");
    assertEquals(
        List.of(),
        WEB.matcher(page).results().filter(m -> !Files.exists(web.resolve(m.group(1)))).toList());
  }

  private static boolean exists(MatchResult named, String source) {
    return !source.isEmpty()
        && (named.group(2) == null || source.contains("void " + named.group(2) + "("));
  }

  private static Map<String, String> sources() {
    return TESTS.stream()
        .map(HOUSE::resolve)
        .flatMap(SafetyPageTest::files)
        .filter(file -> file.toString().endsWith("Test.java"))
        .collect(
            Collectors.toMap(
                file -> file.getFileName().toString().replace(".java", ""),
                SafetyPageTest::read,
                String::concat)); // the same name in two modules
  }

  private static Stream<Path> files(Path directory) {
    try (Stream<Path> found = Files.walk(directory)) {
      return found.toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
