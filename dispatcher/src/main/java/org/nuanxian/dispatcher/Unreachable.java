package org.nuanxian.dispatcher;

/** A store did not answer in time or is away; what was asked may have happened all the same. */
public final class Unreachable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The store by name, and what its client said. */
  public Unreachable(String store, Throwable cause) {
    super(store + " cannot be reached", cause);
  }
}
