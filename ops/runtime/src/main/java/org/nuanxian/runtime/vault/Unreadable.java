package org.nuanxian.runtime.vault;

import java.io.Serial;

/** Sealed text that does not open: changed, cut, of another person, or put in another place. */
public final class Unreadable extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  Unreadable(String what, Throwable cause) {
    super(what, cause);
  }
}
