package org.nuanxian.runtime.redis;

import java.util.HashSet;
import java.util.List;
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

  private static String lean(String text) {
    String left = text;
    for (Optional<MatchResult> idle = idle(left); idle.isPresent(); idle = idle(left)) {
      left = left.substring(0, idle.get().start()) + left.substring(idle.get().end());
    }
    return left;
  }

  /** A function that is named nowhere but in itself. */
  private static Optional<MatchResult> idle(String text) {
    return FUNCTION
        .matcher(text)
        .results()
        .filter(function -> {
          String others = text.substring(0, function.start()) + text.substring(function.end());
          String code = COMMENT.matcher(others).replaceAll("");
          return !Pattern.compile("\\b" + function.group(1) + "\\b").matcher(code).find();
        })
        .findFirst();
  }
}
