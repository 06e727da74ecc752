package org.nuanxian.gateway.conversation;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.roster.VolunteerId;

/**
 * Records of volunteers: as far as they are written, and finished. Bodies are sealed JSON; only who
 * holds the contact writes.
 */
public final class Records {
  private static final String SAVE =
      """
      INSERT INTO conversation.record_draft (contact, volunteer, body, saved_at)
      SELECT c.id, $2, $3, $4 FROM dispatch.contact c
      WHERE c.id = $1 AND c.holder = $2 AND c.stage <> 'closed'
      ON CONFLICT (contact, volunteer) DO UPDATE SET body = excluded.body, saved_at = excluded.saved_at\
      """;

  private static final String DRAFT =
      """
      SELECT body FROM conversation.record_draft
      WHERE contact = $1 AND (volunteer = $2 OR NOT $3)
      ORDER BY volunteer = $2 DESC, saved_at DESC LIMIT 1\
      """;

  private static final String FINISH =
      """
      WITH written AS (
        INSERT INTO conversation.record (contact, volunteer, body, written_at)
        SELECT c.id, $2, $3, $4 FROM dispatch.contact c
        WHERE c.id = $1 AND c.holder = $2 AND c.stage = 'wrapUp'
        ON CONFLICT (contact) DO UPDATE
          SET volunteer = excluded.volunteer, body = excluded.body,
            written_at = excluded.written_at
        RETURNING contact)
      , gone AS (
        DELETE FROM conversation.record_draft
        WHERE volunteer = $2 AND contact IN (SELECT contact FROM written))
      SELECT contact FROM written\
      """;

  private static final String WRITTEN_BY =
      "SELECT 1 FROM conversation.record WHERE contact = $1 AND volunteer = $2";

  private final SqlClient client;

  /** Records over this client. */
  public Records(SqlClient client) {
    this.client = client;
  }

  /** Saves what is written so far; fails with {@code not-holder}. */
  public Future<Void> save(ContactId contact, VolunteerId volunteer, byte[] body, Instant now) {
    return client
        .preparedQuery(SAVE)
        .execute(Tuple.of(contact.value(), volunteer.value(), Buffer.buffer(body), utc(now)))
        .compose(done ->
            done.rowCount() == 1 ? Future.succeededFuture() : Future.failedFuture(notHolder()));
  }

  /**
   * What was written so far: by this volunteer, else by the one before.
   *
   * @param ownOnly what others wrote is kept from them
   */
  public Future<Optional<byte[]>> draft(ContactId contact, VolunteerId volunteer, boolean ownOnly) {
    return client
        .preparedQuery(DRAFT)
        .execute(Tuple.of(contact.value(), volunteer.value(), ownOnly))
        .map(rows ->
            rows.size() == 0
                ? Optional.empty()
                : Optional.of(rows.iterator().next().getBuffer("body").getBytes()));
  }

  /** The finished record; only the holder in wrap-up may write, or repeat, it. */
  public Future<Void> finish(ContactId contact, VolunteerId volunteer, byte[] body, Instant now) {
    return client
        .preparedQuery(FINISH)
        .execute(Tuple.of(contact.value(), volunteer.value(), Buffer.buffer(body), utc(now)))
        .compose(
            done -> done.size() == 1 ? Future.succeededFuture() : writtenBy(contact, volunteer));
  }

  /** Fails with {@code not-holder} unless this volunteer wrote the record of the contact. */
  public Future<Void> writtenBy(ContactId contact, VolunteerId volunteer) {
    return client
        .preparedQuery(WRITTEN_BY)
        .execute(Tuple.of(contact.value(), volunteer.value()))
        .compose(
            rows -> rows.size() > 0 ? Future.succeededFuture() : Future.failedFuture(notHolder()));
  }

  private static ConversationRefusal notHolder() {
    return new ConversationRefusal("not-holder", "This contact is not waiting for your record.");
  }

  private static OffsetDateTime utc(Instant now) {
    return OffsetDateTime.ofInstant(now, ZoneOffset.UTC);
  }
}
