package org.nuanxian.gateway.channel.web;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.gateway.conversation.ContactTokens;
import org.nuanxian.gateway.conversation.Intake;
import org.nuanxian.gateway.conversation.Intakes;
import org.nuanxian.runtime.http.Access;
import org.nuanxian.runtime.http.Exchange;
import org.nuanxian.runtime.http.Problem;

/** Who holds a contact's token: a help seeker, until 24 hours after the end. */
final class SeekerAccess {
  /** How long one's own conversation can be read after its end. */
  static final Duration AFTER_END = Duration.ofDays(1);

  private static final String STAGE = "SELECT stage, closed_at FROM dispatch.contact WHERE id = $1";

  private final Intakes intakes;
  private final ContactTokens tokens;
  private final SqlClient client;
  private final InstantSource clock;

  SeekerAccess(Intakes intakes, ContactTokens tokens, SqlClient client, InstantSource clock) {
    this.intakes = intakes;
    this.tokens = tokens;
    this.client = client;
    this.clock = clock;
  }

  /**
   * For what may be done only while the conversation lasts: not any more while a volunteer writes
   * the record, when nobody would come for it.
   */
  Access whileOpen() {
    return exchange ->
        caller(exchange)
            .map(caller -> {
              if (caller.ended()) {
                throw Problem.conflict("closed", "This conversation has ended.");
              }
              return caller;
            });
  }

  /** For reading and feedback, which are allowed for a day after the end. */
  Access afterEndToo() {
    return this::caller;
  }

  private Future<SeekerCaller> caller(Exchange exchange) {
    Optional<String> token = exchange.bearer();
    if (token.isEmpty()) {
      return Future.failedFuture(Problem.unauthorized());
    }
    return caller(new ContactId(exchange.pathUuid("contactId")), token.get());
  }

  /**
   * Fails with 401: {@code expired} when the right token is too old, and the same for a wrong or
   * revoked token and an unknown contact, so that nobody learns which contacts there are.
   */
  Future<SeekerCaller> caller(ContactId contact, String token) {
    Future<Optional<Intake>> intake = intakes.of(contact);
    Future<End> end = end(contact);
    return Future.all(intake, end)
        .map(both -> {
          Intake known =
              intake
                  .result()
                  .filter(found -> tokens.opens(found, token))
                  .orElseThrow(Problem::unauthorized);
          Optional<Instant> closed = end.result().closed();
          if (closed.filter(at -> !at.plus(AFTER_END).isAfter(clock.instant())).isPresent()) {
            throw Problem.of(401, "expired", "This conversation ended more than a day ago.");
          }
          return new SeekerCaller(known, end.result().over());
        });
  }

  /** Whether the conversation is over for the person, and when it was closed for good. */
  private record End(boolean over, Optional<Instant> closed) {
    private static final End NONE = new End(false, Optional.empty());
  }

  private Future<End> end(ContactId contact) {
    return client
        .preparedQuery(STAGE)
        .execute(Tuple.of(contact.value()))
        .map(rows -> {
          for (var row : rows) {
            String stage = row.getString("stage");
            if (stage.equals("closed")) {
              OffsetDateTime at = row.getOffsetDateTime("closed_at");
              return new End(true, Optional.of(at == null ? clock.instant() : at.toInstant()));
            }
            return new End(stage.equals("wrapUp"), Optional.empty());
          }
          return End.NONE;
        });
  }
}
