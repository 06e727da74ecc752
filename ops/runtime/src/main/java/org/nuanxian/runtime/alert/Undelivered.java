package org.nuanxian.runtime.alert;

/**
 * A message was not taken, or nobody knows whether it was. Carries no address and nothing of what
 * the other side said but a number.
 */
public final class Undelivered extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** No answer in time. */
  static final String TIMEOUT = "timeout";

  /** No connection, or it broke. */
  public static final String UNREACHABLE = "unreachable";

  /** A telephone rang, and nobody said that they heard it. Says nothing of the channel. */
  public static final String UNANSWERED = "unanswered";

  /** An answer that says neither yes nor no. */
  static final String GARBAGE = "garbage";

  /** There is nobody to send it to any more: trying again helps nothing. */
  public static final String GONE = "gone";

  private final String code;

  private Undelivered(String code) {
    super(code, null, false, false);
    this.code = code;
  }

  /** It was not taken, for that reason. */
  public static Undelivered because(String code) {
    return new Undelivered(code);
  }

  /** The other side answered with an HTTP status that means no. */
  static Undelivered status(int status) {
    return new Undelivered("status:" + status);
  }

  /** The other side answered in its own words that it did not take it. */
  static Undelivered refused(long number) {
    return new Undelivered("refused:" + number);
  }

  /**
   * What went wrong: {@code timeout}, {@code unreachable}, {@code garbage}, {@code gone}, {@code
   * unanswered}, {@code status:N} or {@code refused:N}.
   */
  public String code() {
    return code;
  }

  /** The code of any failure of a channel. */
  public static String code(Throwable failure) {
    return failure instanceof Undelivered known ? known.code() : UNREACHABLE;
  }
}
