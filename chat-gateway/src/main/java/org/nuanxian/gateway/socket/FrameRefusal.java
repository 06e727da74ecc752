package org.nuanxian.gateway.socket;

/** A frame that can be read but not done; answered with {@code error}. */
public final class FrameRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final String code;

  /** A refusal with the code of the contract and a sentence for people. */
  public FrameRefusal(String code, String detail) {
    super(detail, null, false, false);
    this.code = code;
  }

  /** The code: kebab case, stable. */
  public String code() {
    return code;
  }
}
