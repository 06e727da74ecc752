package org.nuanxian.runtime.config;

import java.util.List;

/** The configuration cannot be used; every mistake is named by its key. */
public final class ConfigMistakes extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> mistakes;

  ConfigMistakes(List<String> mistakes) {
    super("The configuration has mistakes:\n  " + String.join("\n  ", mistakes));
    this.mistakes = List.copyOf(mistakes);
  }

  /** One line per mistake, {@code key: what is wrong}, sorted. */
  public List<String> mistakes() {
    return mistakes;
  }
}
