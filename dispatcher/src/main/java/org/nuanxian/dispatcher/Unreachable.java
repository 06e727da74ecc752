package org.nuanxian.dispatcher;

/**
 * A store did not do what was asked: it is away, or it refused. What was asked may have happened
 * all the same.
 */
public final class Unreachable extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final boolean expected;

  /** The store by name, and what its client said when the store was away. */
  public Unreachable(String store, Throwable cause) {
    this(store + " cannot be reached", cause, true);
  }

  /** The store by name, and what it refused: a defect. */
  public static Unreachable refused(String store, Throwable cause) {
    return new Unreachable(store + " refused", cause, false);
  }

  private Unreachable(String message, Throwable cause, boolean expected) {
    super(message, cause);
    this.expected = expected;
  }

  /** Whether the store was merely away. */
  public boolean expected() {
    return expected;
  }
}
