package org.nuanxian.dispatcher;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.nuanxian.dispatcher.call.AnswerOffer;
import org.nuanxian.dispatcher.call.ConnectContact;
import org.nuanxian.dispatcher.call.HangUp;
import org.nuanxian.dispatcher.call.LoseLeg;
import org.nuanxian.dispatcher.call.MarkDanger;
import org.nuanxian.dispatcher.call.Moved;
import org.nuanxian.dispatcher.call.RestoreContact;
import org.nuanxian.dispatcher.call.TakeLease;
import org.nuanxian.dispatcher.call.TellContact;
import org.nuanxian.dispatcher.policy.Hours;

/**
 * Calls that came in. Their legs prove who talks: whoever carries them says what became of a leg,
 * and a volunteer's console neither accepts nor loses such a contact. The caller's leg is the help
 * seeker's connection, see {@link Dispatcher#attachSeeker}. Nobody who talks waits for PostgreSQL
 * longer than a moment.
 */
public final class Telephone {
  /** For so long a node carries an exchange after it has said so. */
  private static final Duration LEASE = Duration.ofSeconds(6);

  private final City city;
  private final Joining joining;
  private final NodeId node;
  private final Views views;
  private final Record record;

  Telephone(City city, Joining joining, NodeId node, Views views, Record record) {
    this.city = city;
    this.joining = joining;
    this.node = node;
    this.views = views;
    this.record = record;
  }

  /** Whether this node carries an exchange for the next 6 s; repeat it to keep it. */
  public CompletionStage<Boolean> own(String pbx) {
    return city.run(new TakeLease("pbx:" + pbx, node, LEASE));
  }

  /**
   * Somebody calls: joins the queue, also while PostgreSQL is away. Nothing rings before their leg
   * is known.
   *
   * @return whether it is on record; if not, whoever carries the call asks again until it is, also
   *     when the call is over
   */
  public CompletionStage<Boolean> open(Opening opening) {
    return joining.open(opening);
  }

  /**
   * They say that they are in danger: red from then on, also while PostgreSQL is away.
   *
   * @return whether it is on record; if not, the comparison of both stores brings it there
   */
  public CompletionStage<Boolean> danger(ContactId contact) {
    return city.soon(record.setDanger(contact, true))
        .thenCompose(row -> {
          Optional<Stored> written = row.flatMap(found -> found);
          return written.isPresent()
              ? joining.queued(city.move(new TellContact(written.get()))).thenApply(told -> true)
              : city.run(new MarkDanger(contact))
                  .thenApply(marked -> {
                    city.matched(marked);
                    return false;
                  });
        });
  }

  /**
   * The leg of an offer was answered: its volunteer holds the contact, connecting, for 8 s. Empty
   * if the offer is gone: that leg ends before anybody hears anything.
   */
  public CompletionStage<Optional<Held>> answered(ContactId contact, OfferId offer) {
    return city.advance(new AnswerOffer(contact, offer))
        .thenApply(moved -> Optional.of(Views.held(moved.state().orElseThrow())))
        .exceptionallyCompose(failure ->
            isRefused(failure, List.of(Refusal.OFFER_GONE, Refusal.UNKNOWN_CONTACT, Refusal.STALE))
                ? CompletableFuture.completedFuture(Optional.empty())
                : CompletableFuture.failedFuture(City.cause(failure)));
  }

  /** Both legs of a connecting contact of that term hear each other: active, in the next term. */
  public CompletionStage<Void> connected(ContactId contact, long term) {
    return done(city.advance(new ConnectContact(contact, term)));
  }

  /** The holder's leg is gone and the caller is not: at the front again, offered at once. */
  public CompletionStage<Void> legLost(ContactId contact, long term) {
    return done(city.advance(new LoseLeg(contact, term)));
  }

  /**
   * The caller hung up. If somebody listened, they write the record; whoever is in danger or wished
   * it is called; anybody else is followed up. Takes effect at once and completes when PostgreSQL
   * holds it: ask again until then.
   *
   * @param callable when the number they called from may be called if they are in danger; empty if
   *     there is none
   */
  public CompletionStage<Void> hungUp(ContactId contact, Optional<Hours> callable) {
    return done(over(new HangUp(contact, callable, false)));
  }

  /**
   * Nobody is on the line any more, and somebody listened by the exchange's own table while no
   * server was there. Ask again until it completes.
   */
  public CompletionStage<Void> servedWithout(ContactId contact) {
    return done(over(new HangUp(contact, Optional.empty(), true)));
  }

  private CompletionStage<Moved> over(HangUp end) {
    return city.move(end)
        .exceptionallyCompose(failure ->
            isRefused(failure, List.of(Refusal.UNKNOWN_CONTACT))
                ? unknown(end)
                : CompletableFuture.failedFuture(City.cause(failure)));
  }

  /** It is over, or the present has not heard of it yet. */
  private CompletionStage<Moved> unknown(HangUp end) {
    return City.refusing(record.find(List.of(end.contact())))
        .thenCompose(rows -> {
          if (rows.isEmpty()) {
            return CompletableFuture.failedFuture(new Refusal(Refusal.UNKNOWN_CONTACT));
          }
          Stored row = rows.getFirst();
          return row.stage() == Stage.CLOSED
              ? CompletableFuture.completedFuture(new Moved(false, Optional.empty()))
              : city.run(new RestoreContact(row)).thenCompose(restored -> city.move(end));
        });
  }

  /** How a call stands now. */
  public CompletionStage<CallView> view(ContactId contact) {
    return views.call(contact);
  }

  private static boolean isRefused(Throwable failure, List<String> codes) {
    return City.cause(failure) instanceof Refusal refusal && codes.contains(refusal.code());
  }

  private static CompletionStage<Void> done(CompletionStage<?> stage) {
    return stage.thenApply(moved -> null);
  }
}
