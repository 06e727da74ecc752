package org.nuanxian.runtime.redis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Joins the files of which a script consists. Redis runs the whole text at each call, so what a
 * call does not need costs as well; about half of a short script went into functions nobody called.
 *
 * <ul>
 *   <li>{@code -- uses: a b} puts these fragments in front, each once and after what it uses.
 *   <li>{@code -- later: a} puts only a function of that name in front, which holds the fragment
 *       and what that uses, and runs them when it is called: for what most calls do not need. Such
 *       a fragment keeps nothing but functions and constants in capitals.
 *   <li>A function that nothing calls is left out.
 * </ul>
 *
 * <p>A function at the top of a file begins with {@code local function} and ends with {@code end},
 * both at the beginning of a line.
 */
final class LuaParts {
  private static final Pattern USES = Pattern.compile("(?m)^-- uses: (.+)$");
  private static final Pattern LATER = Pattern.compile("(?m)^-- later: (.+)$");
  private static final Pattern COMMENT = Pattern.compile("--.*");
  private static final Pattern WORD = Pattern.compile("\\w+");
  private static final Pattern FUNCTION =
      Pattern.compile("(?ms)^local function (\\w+)\\(.*?^end\\n");
  private static final Pattern STATE = Pattern.compile("(?m)^local (?!function )\\w*[a-z]");

  private final UnaryOperator<String> files;

  /** Parts that are read by name. */
  LuaParts(UnaryOperator<String> files) {
    this.files = files;
  }

  /** The whole text of a script. */
  String joined(String name) {
    StringBuilder text = new StringBuilder();
    collect(name, new HashSet<>(), text);
    return lean(text.toString());
  }

  private void collect(String name, Set<String> known, StringBuilder text) {
    if (!known.add(name)) {
      return;
    }
    String file = files.apply(name);
    names(USES, file).forEach(fragment -> collect(fragment, known, text));
    for (String fragment : names(LATER, file)) {
      if (!known.contains(fragment)) {
        text.append(later(fragment, known));
      }
    }
    text.append(file);
  }

  private static List<String> names(Pattern line, String file) {
    Matcher found = line.matcher(file);
    return found.find() ? List.of(found.group(1).split(" ", -1)) : List.of();
  }

  private String later(String name, Set<String> known) {
    StringBuilder text = new StringBuilder();
    collect(name, new HashSet<>(known), text);
    if (STATE.matcher(text).find()) {
      throw new IllegalStateException(name + " keeps something and cannot be loaded later");
    }
    String call = "return " + name + "(...)\n";
    return "local function %s(...)\n%send\n".formatted(name, lean(text + call).indent(2));
  }

  /** A function at the top of a file: where it stands, and how often it names what. */
  private record Function(String name, int start, int end, Map<String, Integer> words) {
    static Function of(MatchResult found) {
      return new Function(
          found.group(1), found.start(), found.end(), LuaParts.words(found.group()));
    }
  }

  /** The text without functions that nothing calls; its words are counted once. */
  private static String lean(String text) {
    Map<String, Integer> named = words(text);
    List<Function> called =
        new ArrayList<>(FUNCTION.matcher(text).results().map(Function::of).toList());
    List<Function> idle = new ArrayList<>();
    for (Optional<Function> one = idle(called, named); one.isPresent(); one = idle(called, named)) {
      one.get().words().forEach((word, times) -> named.merge(word, -times, Integer::sum));
      called.remove(one.get());
      idle.add(one.get());
    }
    idle.sort(Comparator.comparingInt(Function::start).reversed());
    StringBuilder left = new StringBuilder(text);
    idle.forEach(function -> left.delete(function.start(), function.end()));
    return left.toString();
  }

  /** A function that is named nowhere but in itself. */
  private static Optional<Function> idle(List<Function> functions, Map<String, Integer> named) {
    return functions.stream()
        .filter(
            function -> named.get(function.name()).equals(function.words().get(function.name())))
        .findFirst();
  }

  /** How often each word stands in a text, comments left out. */
  private static Map<String, Integer> words(String text) {
    Map<String, Integer> words = new HashMap<>();
    Matcher word = WORD.matcher(COMMENT.matcher(text).replaceAll(""));
    while (word.find()) {
      words.merge(word.group(), 1, Integer::sum);
    }
    return words;
  }
}
