package org.nuanxian.gateway.conversation;

/** What was asked cannot be done; answered to the one who asked with a code and a sentence. */
public final class ConversationRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final String code;

  /** A refusal with the code of the contract and a sentence for people. */
  public ConversationRefusal(String code, String detail) {
    super(detail, null, false, false);
    this.code = code;
  }

  /** The code: kebab case, stable. */
  public String code() {
    return code;
  }
}
