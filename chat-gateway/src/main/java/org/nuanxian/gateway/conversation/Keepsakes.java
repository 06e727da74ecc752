package org.nuanxian.gateway.conversation;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.roster.VolunteerId;

/**
 * What is kept beside the conversation: the wish to be called, feedback, the volunteer's record.
 */
public final class Keepsakes {
  private static final String CALLBACK =
      """
      INSERT INTO conversation.callback (contact, body, safe, asked_at) VALUES ($1, $2, $3, $4)
      ON CONFLICT (contact) DO UPDATE SET body = excluded.body, safe = excluded.safe\
      """;

  private static final String CALLBACK_ASKED =
      "SELECT 1 FROM conversation.callback WHERE contact = $1";

  private static final String FEEDBACK =
      """
      INSERT INTO conversation.feedback (contact, score, body, given_at) VALUES ($1, $2, $3, $4)
      ON CONFLICT (contact) DO UPDATE SET score = excluded.score, body = excluded.body\
      """;

  private static final String RECORD =
      """
      INSERT INTO conversation.record (contact, volunteer, body, written_at)
      SELECT c.id, $2, $3, $4 FROM dispatch.contact c
      WHERE c.id = $1 AND c.holder = $2 AND c.stage = 'wrapUp'
      ON CONFLICT (contact) DO UPDATE
        SET volunteer = excluded.volunteer, body = excluded.body, written_at = excluded.written_at\
      """;

  private static final String WRITTEN_BY =
      "SELECT 1 FROM conversation.record WHERE contact = $1 AND volunteer = $2";

  private static final String WAS_RED =
      "SELECT 1 FROM dispatch.contact WHERE id = $1 AND (level = 'red' OR danger)";

  private static final String REMARK =
      """
      INSERT INTO conversation.remark (id, contact, volunteer, kind, body, written_at)
      VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (id) DO NOTHING\
      """;

  private final SqlClient client;

  /** Keepsakes over this client. */
  public Keepsakes(SqlClient client) {
    this.client = client;
  }

  /** The person wants to be called; {@code body} is sealed, the newest wish counts. */
  public Future<Void> callback(ContactId contact, byte[] body, boolean safe, Instant now) {
    return client
        .preparedQuery(CALLBACK)
        .execute(Tuple.of(contact.value(), Buffer.buffer(body), safe, utc(now)))
        .mapEmpty();
  }

  /** Did the person ask to be called? */
  public Future<Boolean> callbackAsked(ContactId contact) {
    return client
        .preparedQuery(CALLBACK_ASKED)
        .execute(Tuple.of(contact.value()))
        .map(rows -> rows.size() > 0);
  }

  /** Was the person in danger? */
  public Future<Boolean> wasRed(ContactId contact) {
    return client
        .preparedQuery(WAS_RED)
        .execute(Tuple.of(contact.value()))
        .map(rows -> rows.size() > 0);
  }

  /** How it was, 1 to 5, perhaps with sealed words; the newest counts. */
  public Future<Void> feedback(ContactId contact, int score, Optional<byte[]> body, Instant now) {
    Buffer words = body.map(Buffer::buffer).orElse(null);
    return client
        .preparedQuery(FEEDBACK)
        .execute(Tuple.of(contact.value(), (short) score, words, utc(now)))
        .mapEmpty();
  }

  /** The volunteer's record, sealed; only the holder in wrap-up may write, or repeat, it. */
  public Future<Void> record(ContactId contact, VolunteerId volunteer, byte[] body, Instant now) {
    return client
        .preparedQuery(RECORD)
        .execute(Tuple.of(contact.value(), volunteer.value(), Buffer.buffer(body), utc(now)))
        .compose(done ->
            done.rowCount() == 1 ? Future.succeededFuture() : writtenBy(contact, volunteer));
  }

  /**
   * A remark beside the conversation.
   *
   * @param id the frame's id; a repeat is the same remark
   * @param kind card or escalation
   * @param body sealed
   */
  public record Remark(
      UUID id, ContactId contact, VolunteerId volunteer, String kind, Buffer body) {}

  /** Keeps a remark; a repeat changes nothing. */
  public Future<Void> remark(Remark remark, Instant now) {
    return client
        .preparedQuery(REMARK)
        .execute(
            Tuple.of(
                remark.id(),
                remark.contact().value(),
                remark.volunteer().value(),
                remark.kind(),
                remark.body(),
                utc(now)))
        .mapEmpty();
  }

  /** Fails with {@code not-holder} unless this volunteer wrote the record of the contact. */
  public Future<Void> writtenBy(ContactId contact, VolunteerId volunteer) {
    return client
        .preparedQuery(WRITTEN_BY)
        .execute(Tuple.of(contact.value(), volunteer.value()))
        .compose(rows ->
            rows.size() > 0
                ? Future.succeededFuture()
                : Future.failedFuture(
                    new ConversationRefusal(
                        "not-holder", "This contact is not waiting for your record.")));
  }

  private static OffsetDateTime utc(Instant now) {
    return OffsetDateTime.ofInstant(now, ZoneOffset.UTC);
  }
}
