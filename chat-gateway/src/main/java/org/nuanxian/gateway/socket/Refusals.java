package org.nuanxian.gateway.socket;

import org.nuanxian.dispatcher.Refusal;
import org.nuanxian.gateway.conversation.ConversationRefusal;

/** What a failure is called on the wire. */
public final class Refusals {
  /** A code of the contract and a sentence. */
  public record Answer(String code, String detail) {}

  private Refusals() {}

  /** The answer to a frame whose work failed; whatever is not a refusal may be tried again. */
  public static Answer answer(Throwable cause) {
    return switch (cause) {
      case FrameRefusal refusal -> new Answer(refusal.code(), refusal.getMessage());
      case ConversationRefusal refusal -> new Answer(refusal.code(), refusal.getMessage());
      case Refusal refusal -> new Answer(refusal.code(), String.valueOf(refusal.getMessage()));
      default ->
          cause.getCause() != null && cause.getCause() != cause
              ? answer(cause.getCause())
              : new Answer("unavailable", "This cannot be done just now. Please send it again.");
    };
  }
}
