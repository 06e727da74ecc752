package org.nuanxian.runtime.vault;

import java.io.Serial;

/** A person has no key: it was erased, or never made. What was sealed with it stays closed. */
public final class NoPersonKey extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final boolean erased;

  NoPersonKey(boolean erased) {
    super(erased ? "this person is erased" : "this person is not known", null, false, false);
    this.erased = erased;
  }

  /** Whether there was a key once. */
  public boolean erased() {
    return erased;
  }
}
