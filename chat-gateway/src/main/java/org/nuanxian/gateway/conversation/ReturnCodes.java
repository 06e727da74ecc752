package org.nuanxian.gateway.conversation;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.nuanxian.dispatcher.ContactId;

/**
 * Six digits to come back with: good for 48 hours, again and again, because the answer to the first
 * use may be lost on the way. Five wrong tries from one address close it for the rest of the hour,
 * and a bound on all wrong tries of the hour keeps a crowd of addresses from guessing. Only keyed
 * digests are stored.
 */
public final class ReturnCodes {
  /** How long a code is good. */
  public static final Duration GOOD_FOR = Duration.ofDays(2);

  /** Wrong tries of one address in an hour. */
  static final int TRIES_MAX = 5;

  /** Wrong tries of everybody in an hour: with 100 live codes one guess in 10,000 hits. */
  static final int TRIES_OF_ALL_MAX = 500;

  private static final int CODES = 1_000_000;

  /** Draws before giving up: with 10,000 live codes one draw in a hundred is taken. */
  private static final int DRAWS_MAX = 8;

  private static final String KEEP =
      """
      WITH gone AS (DELETE FROM conversation.return_code WHERE expires_at < $4)
      INSERT INTO conversation.return_code AS r (code, contact, expires_at) VALUES ($1, $2, $3)
      ON CONFLICT (code) DO NOTHING\
      """;

  private static final String DROP = "DELETE FROM conversation.return_code WHERE contact = $1";

  private static final String FIND =
      """
      SELECT contact, expires_at FROM conversation.return_code WHERE code = $1\
      """;

  private static final String TRIES =
      """
      SELECT source, wrong FROM conversation.return_try
      WHERE source IN ($1, 'all') AND since > $2\
      """;

  private static final String WRONG =
      """
      INSERT INTO conversation.return_try AS t (source, since, wrong)
      VALUES ($1, $2, 1), ('all', $2, 1)
      ON CONFLICT (source) DO UPDATE SET
        wrong = CASE WHEN t.since > $3 THEN t.wrong + 1 ELSE 1 END,
        since = CASE WHEN t.since > $3 THEN t.since ELSE excluded.since END\
      """;

  private static final Duration WINDOW = Duration.ofHours(1);

  private final SqlClient client;
  private final ContactTokens tokens;
  private final InstantSource clock;
  private final RandomGenerator random;

  /** A code and until when it is good. */
  public record Code(String digits, Instant expiresAt) {}

  /** Codes drawn from {@code random}, which must be secure. */
  public ReturnCodes(
      SqlClient client, ContactTokens tokens, InstantSource clock, RandomGenerator random) {
    this.client = client;
    this.tokens = tokens;
    this.clock = clock;
    this.random = random;
  }

  /** A new code for a contact; the one before is good no more. */
  public Future<Code> draw(ContactId contact) {
    return client
        .preparedQuery(DROP)
        .execute(Tuple.of(contact.value()))
        .compose(dropped -> draw(contact, DRAWS_MAX));
  }

  private Future<Code> draw(ContactId contact, int left) {
    if (left == 0) {
      return Future.failedFuture(
          new ConversationRefusal("unavailable", "No code can be given just now."));
    }
    String digits = String.format(Locale.ROOT, "%06d", random.nextInt(CODES));
    Instant now = clock.instant();
    Instant expires = now.plus(GOOD_FOR);
    return client
        .preparedQuery(KEEP)
        .execute(Tuple.of(digest(digits), contact.value(), utc(expires), utc(now)))
        .compose(done ->
            done.rowCount() == 1
                ? Future.succeededFuture(new Code(digits, expires))
                : draw(contact, left - 1));
  }

  /**
   * Redeems a code for its contact. Fails with {@code too-many-tries}; empty when the code is
   * wrong, which counts as a try.
   */
  public Future<Optional<ContactId>> redeem(String digits, String sourceAddress) {
    String source = tokens.digest("return-source", sourceAddress);
    Instant now = clock.instant();
    return client
        .preparedQuery(TRIES)
        .execute(Tuple.of(source, utc(now.minus(WINDOW))))
        .compose(rows -> {
          for (var row : rows) {
            boolean all = row.getString("source").equals("all");
            if (row.getInteger("wrong") >= (all ? TRIES_OF_ALL_MAX : TRIES_MAX)) {
              return Future.failedFuture(
                  new ConversationRefusal("too-many-tries", "Too many wrong codes."));
            }
          }
          return find(digits, source, now);
        });
  }

  private Future<Optional<ContactId>> find(String digits, String source, Instant now) {
    return client
        .preparedQuery(FIND)
        .execute(Tuple.of(digest(digits)))
        .compose(rows -> {
          for (var row : rows) {
            if (row.getOffsetDateTime("expires_at").toInstant().isAfter(now)) {
              return Future.succeededFuture(Optional.of(new ContactId(row.getUUID("contact"))));
            }
          }
          return client
              .preparedQuery(WRONG)
              .execute(Tuple.of(source, utc(now), utc(now.minus(WINDOW))))
              .map(counted -> Optional.<ContactId>empty());
        });
  }

  private String digest(String digits) {
    return tokens.digest("return-code", digits);
  }

  private static OffsetDateTime utc(Instant instant) {
    return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
  }
}
