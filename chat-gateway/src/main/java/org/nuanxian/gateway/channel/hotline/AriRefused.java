package org.nuanxian.gateway.channel.hotline;

/** The PBX answered, and did not do it. */
public final class AriRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The status of something that is not there, or no more. */
  private static final int NOT_FOUND = 404;

  /** The status of something that stands there already. */
  private static final int CONFLICT = 409;

  private final int status;

  /**
   * A refusal.
   *
   * @param status of HTTP
   * @param what was asked: a method and a path, never what it carried
   */
  AriRefused(int status, String what) {
    super(what + " was answered " + status);
    this.status = status;
  }

  /** The status of HTTP. */
  public int status() {
    return status;
  }

  /** Whether that which was to be changed is not there, or no more. */
  public static boolean isGone(Throwable failure) {
    return failure instanceof AriRefused refused && refused.status == NOT_FOUND;
  }

  /** Whether that which was to be made stands there already. */
  static boolean isThere(Throwable failure) {
    return failure instanceof AriRefused refused && refused.status == CONFLICT;
  }
}
