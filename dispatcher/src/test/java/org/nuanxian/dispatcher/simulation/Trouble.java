package org.nuanxian.dispatcher.simulation;

/** An invariant that does not hold. */
final class Trouble extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What is wrong, in one sentence. */
  Trouble(String what) {
    super(what);
  }
}
