package org.nuanxian.dispatcher;

/** Redis holds another era than the one a script was called with. */
public final class NeedsRebuild extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final String found;

  /** What stands in Redis: empty, an era, or R: and the era to come while a rebuild runs. */
  public NeedsRebuild(String found) {
    super("another era", null, false, false);
    this.found = found;
  }

  /** What stands in Redis. */
  public String found() {
    return found;
  }
}
