package org.nuanxian.dispatcher;

/** Why the dispatcher did not do what was asked; the code goes to the client as it is. */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Somebody else holds the contact, or it moved on since. */
  public static final String STALE = "stale";

  /** A newer connection of the same volunteer is the one that counts. */
  public static final String DISPLACED = "displaced";

  /** The volunteer does not hold this contact. */
  public static final String NOT_HOLDER = "not-holder";

  /** Only a volunteer who is on shift can be ready. */
  public static final String NOT_ON_SHIFT = "not-on-shift";

  /** Only a volunteer who is ready takes the next contact. */
  public static final String NOT_READY = "not-ready";

  /** The offer was taken, withdrawn or ran out. */
  public static final String OFFER_GONE = "offer-gone";

  /** Somebody is on the line: only who answers their telephone accepts. */
  public static final String ANSWER_THE_CALL = "answer-the-call";

  /** The present is being rebuilt or cannot be reached; the same request may be sent again. */
  public static final String UNAVAILABLE = "unavailable";

  /** No such contact, or it is over. */
  public static final String UNKNOWN_CONTACT = "unknown-contact";

  /** The contact is in a stage where this has no meaning. */
  public static final String WRONG_STAGE = "wrong-stage";

  /** No such volunteer is connected. */
  public static final String NOT_PRESENT = "not-present";

  /** No such escalation, or it is over. */
  public static final String UNKNOWN_ESCALATION = "unknown-escalation";

  /** Holds as many contacts as one person can follow. */
  public static final String OVER_CAPACITY = "over-capacity";

  /** Every try to call them has been made. */
  public static final String CALLS_OVER = "calls-over";

  /** Nobody who could be asked is free. */
  public static final String NOBODY_FREE = "nobody-free";

  /** A node's lease ran out; it must say anew what it holds. Never leaves the dispatcher. */
  static final String LAPSED = "lapsed";

  private final String code;

  /** A refusal with a code of this class. */
  public Refusal(String code) {
    super(code);
    this.code = code;
  }

  /** A refusal with a code of this class, and what went wrong beneath. */
  public Refusal(String code, Throwable cause) {
    super(code, cause);
    this.code = code;
  }

  /** The stable code. */
  public String code() {
    return code;
  }
}
