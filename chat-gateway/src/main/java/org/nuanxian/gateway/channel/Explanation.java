package org.nuanxian.gateway.channel;

import java.time.Duration;
import java.util.Optional;
import org.nuanxian.dispatcher.Refusal;
import org.nuanxian.gateway.conversation.ConversationRefusal;
import org.nuanxian.runtime.http.Problem;
import org.nuanxian.runtime.vault.NoPersonKey;

/** How a failure below is told over HTTP. */
public final class Explanation {
  /** A store that is away is usually back after this. */
  public static final Duration RETRY = Duration.ofSeconds(5);

  /** Wrong codes are forgotten after an hour; asking earlier does no harm. */
  private static final Duration TRIES_RETRY = Duration.ofMinutes(15);

  private Explanation() {}

  /** The problem a failure is told as; empty when it is none of the gateway's. */
  public static Optional<Problem> of(Throwable failure) {
    return switch (failure) {
      case Problem problem -> Optional.of(problem);
      case Refusal refusal -> Optional.of(problem(refusal.code(), "Not possible now."));
      case ConversationRefusal refusal ->
          Optional.of(problem(refusal.code(), refusal.getMessage()));
      case NoPersonKey gone ->
          gone.erased()
              ? Optional.of(Problem.of(410, "erased", "This conversation was erased."))
              : Optional.of(Problem.unavailable("Not readable just now.", RETRY));
      default ->
          failure.getCause() == null || failure.getCause() == failure
              ? Optional.empty()
              : of(failure.getCause());
    };
  }

  private static Problem problem(String code, String detail) {
    return switch (code) {
      case Refusal.UNAVAILABLE -> Problem.unavailable(detail, RETRY);
      case Refusal.UNKNOWN_CONTACT -> Problem.notFound();
      case "too-many-tries" -> Problem.tooMany(code, TRIES_RETRY);
      case "too-long", "empty", "invalid-text" -> Problem.of(422, code, detail);
      case Refusal.NOT_HOLDER -> Problem.forbidden(code, detail);
      default -> Problem.conflict(code, detail);
    };
  }
}
