package org.nuanxian.dispatcher;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.nuanxian.dispatcher.call.ByConsole;
import org.nuanxian.dispatcher.call.MissCall;
import org.nuanxian.dispatcher.call.ReachCall;
import org.nuanxian.dispatcher.policy.Hours;
import org.nuanxian.roster.VolunteerId;

/** How people who left a number are called; whoever calls says what came of it. */
public final class Calling {
  private final Presences presences;
  private final Dispatcher dispatcher;
  private final Ports ports;

  Calling(Presences presences, Dispatcher dispatcher, Ports ports) {
    this.presences = presences;
    this.dispatcher = dispatcher;
    this.ports = ports;
  }

  /**
   * They wish to be called in these hours: their place is kept though no page of theirs is open.
   * Durable before it completes; refused with {@code calls-over} when every try has been made.
   */
  public CompletionStage<Void> wish(ContactId contact, Hours hours) {
    return change(contact, Optional.of(hours), Refusal.CALLS_OVER);
  }

  /** They take the wish back. Durable before it completes. */
  public CompletionStage<Void> withdraw(ContactId contact) {
    return change(contact, Optional.empty(), Refusal.UNKNOWN_CONTACT);
  }

  private CompletionStage<Void> change(ContactId contact, Optional<Hours> hours, String otherwise) {
    int tries = ports.now().decided().callBacks().tries();
    return City.refusing(ports.record().setCallback(contact, hours, tries))
        .thenCompose(row ->
            row.isPresent()
                ? dispatcher.told(row)
                : CompletableFuture.failedFuture(new Refusal(otherwise)));
  }

  /** The person answered: the contact goes on as any other. */
  public CompletionStage<Void> reached(
      VolunteerId volunteer, ConnectionId connection, ContactId contact, long term) {
    return move(new ReachCall(volunteer, connection, contact, term));
  }

  /**
   * The person did not answer: back to their place, called again after a pause by anybody; after
   * the last try it ends and is left to be followed up. Completes once PostgreSQL holds it.
   */
  public CompletionStage<Void> missed(
      VolunteerId volunteer,
      ConnectionId connection,
      ContactId contact,
      long term,
      CallResult result) {
    return move(new MissCall(volunteer, connection, contact, term, result))
        .exceptionallyCompose(failure -> counted(volunteer, contact, term, City.cause(failure)));
  }

  /** What was refused because it has been done before, with an answer that was lost. */
  private CompletionStage<Void> counted(
      VolunteerId volunteer, ContactId contact, long term, Throwable failure) {
    List<String> goneOn = List.of(Refusal.STALE, Refusal.UNKNOWN_CONTACT);
    if (!(failure instanceof Refusal refusal && goneOn.contains(refusal.code()))) {
      return CompletableFuture.failedFuture(failure);
    }
    return City.refusing(ports.record().called(contact, volunteer, term))
        .thenCompose(before ->
            before
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.failedFuture(failure));
  }

  private CompletionStage<Void> move(ByConsole call) {
    return presences.move(call).thenApply(moved -> null);
  }
}
