package org.nuanxian.runtime.config;

import java.util.ArrayList;
import java.util.List;

/** Gathers what is wrong, so that the operator hears of everything at once. */
final class Mistakes {
  private final List<String> found = new ArrayList<>();

  void add(String key, String what) {
    found.add(key + ": " + what);
  }

  void addAll(List<String> lines) {
    found.addAll(lines);
  }

  void throwIfAny() {
    if (!found.isEmpty()) {
      throw new ConfigMistakes(found.stream().sorted().toList());
    }
  }
}
