package org.nuanxian.gateway.conversation;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.id.CityCode;

/** What is kept beside the conversation: the wish to be called, feedback, remarks of volunteers. */
public final class Keepsakes {
  private static final String CALLBACK =
      """
      INSERT INTO conversation.callback (contact, body, asked_at) VALUES ($1, $2, $3)
      ON CONFLICT (contact) DO UPDATE SET body = excluded.body, asked_at = excluded.asked_at\
      """;

  private static final String CALLBACK_ASKED =
      "SELECT body FROM conversation.callback WHERE contact = $1";

  private static final String FORGET_CALLBACK =
      "DELETE FROM conversation.callback WHERE contact = $1";

  private static final String FEEDBACK =
      """
      INSERT INTO conversation.feedback (contact, score, body, given_at) VALUES ($1, $2, $3, $4)
      ON CONFLICT (contact) DO UPDATE SET score = excluded.score, body = excluded.body\
      """;

  private static final String OPEN_CALLS =
      """
      SELECT i.contact FROM conversation.intake i JOIN dispatch.contact c ON c.id = i.contact
      WHERE i.called_number IS NOT NULL AND i.city = $1 AND c.callback IS NULL
        AND c.stage IN ('waiting', 'connecting', 'active')\
      """;

  private static final String WAS_RED =
      "SELECT 1 FROM dispatch.contact WHERE id = $1 AND (level = 'red' OR danger)";

  private static final String RISK_SHOWN =
      """
      SELECT EXISTS (SELECT 1 FROM dispatch.contact
          WHERE id = $1 AND (level IN ('red', 'yellow') OR danger))
        OR EXISTS (SELECT 1 FROM dispatch.event WHERE contact = $1
          AND (state->>'level' IN ('red', 'yellow') OR state->>'danger' = 'true'))
        OR EXISTS (SELECT 1 FROM conversation.intake WHERE contact = $1
          AND self_danger IN ('thoughts', 'plan', 'now')) AS shown\
      """;

  private static final String HEARD_AT =
      """
      SELECT coalesce(
        (SELECT max(at) FROM conversation.entry WHERE contact = $1 AND side = 1),
        (SELECT opened_at FROM conversation.intake WHERE contact = $1)) AS at\
      """;

  private static final String REMARK =
      """
      INSERT INTO conversation.remark (id, contact, volunteer, kind, body, written_at)
      VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (id) DO NOTHING\
      """;

  private static final String REMARKS =
      """
      SELECT id, volunteer, kind, body, written_at FROM conversation.remark
      WHERE contact = $1 AND (volunteer = $2 OR NOT $3) ORDER BY written_at LIMIT $4\
      """;

  private static final String ONE_REMARK =
      """
      SELECT id, volunteer, kind, body, written_at FROM conversation.remark
      WHERE id = $1 AND kind = $2\
      """;

  private static final String FORGET_REMARK =
      "DELETE FROM conversation.remark WHERE id = $1 AND volunteer = $2 AND kind = $3";

  /** More remarks about one contact nobody reads while talking. */
  private static final int REMARKS_MAX = 50;

  private final SqlClient client;

  /** Keepsakes over this client. */
  public Keepsakes(SqlClient client) {
    this.client = client;
  }

  /** The person wants to be called; the newest wish counts. */
  public Future<Void> callback(ContactId contact, Seal seal, CallWish wish, Instant now) {
    return client
        .preparedQuery(CALLBACK)
        .execute(Tuple.of(contact.value(), Buffer.buffer(wish.sealed(seal)), utc(now)))
        .mapEmpty();
  }

  /** How the person wishes to be called, if they do; each look is on record before. */
  public Future<Optional<CallWish>> callback(ContactId contact, Seal seal) {
    return client
        .preparedQuery(CALLBACK_ASKED)
        .execute(Tuple.of(contact.value()))
        .map(rows ->
            rows.stream()
                .findFirst()
                .map(row -> CallWish.open(seal, row.getBuffer("body").getBytes())));
  }

  /** The number is kept no longer. */
  public Future<Void> forgetCallback(ContactId contact) {
    return client.preparedQuery(FORGET_CALLBACK).execute(Tuple.of(contact.value())).mapEmpty();
  }

  /** Callers of a city whose contacts are not over, but for those who are to be called back. */
  public Future<List<ContactId>> openCalls(CityCode city) {
    return client
        .preparedQuery(OPEN_CALLS)
        .execute(Tuple.of(city.value()))
        .map(rows -> rows.stream().map(row -> new ContactId(row.getUUID("contact"))).toList());
  }

  /** Was the person in danger? */
  public Future<Boolean> wasRed(ContactId contact) {
    return client
        .preparedQuery(WAS_RED)
        .execute(Tuple.of(contact.value()))
        .map(rows -> rows.size() > 0);
  }

  /** Was risk ever shown: by what the person told or pressed, or by a card? */
  public Future<Boolean> riskShown(ContactId contact) {
    return client
        .preparedQuery(RISK_SHOWN)
        .execute(Tuple.of(contact.value()))
        .map(rows -> rows.iterator().next().getBoolean("shown"));
  }

  /** When the person last said something, or came; fails for an unknown contact. */
  public Future<Instant> heardAt(ContactId contact) {
    return client
        .preparedQuery(HEARD_AT)
        .execute(Tuple.of(contact.value()))
        .map(rows -> rows.iterator().next().getOffsetDateTime("at"))
        .compose(at ->
            at == null
                ? Future.failedFuture(
                    new ConversationRefusal("unknown-contact", "There is no such contact."))
                : Future.succeededFuture(at.toInstant()));
  }

  /** How it was, 1 to 5, perhaps with sealed words; the newest counts. */
  public Future<Void> feedback(ContactId contact, int score, Optional<byte[]> body, Instant now) {
    Buffer words = body.map(Buffer::buffer).orElse(null);
    return client
        .preparedQuery(FEEDBACK)
        .execute(Tuple.of(contact.value(), (short) score, words, utc(now)))
        .mapEmpty();
  }

  /**
   * A remark beside the conversation.
   *
   * @param id the frame's id; a repeat is the same remark
   * @param kind card, escalation, nuisance or transfer
   * @param body sealed
   */
  public record Remark(
      UUID id, ContactId contact, VolunteerId volunteer, String kind, Buffer body) {}

  /** A remark as it was kept; {@code body} is sealed. */
  public record Kept(UUID id, VolunteerId by, String kind, Buffer body, Instant at) {}

  /**
   * What was remarked about a contact, oldest first.
   *
   * @param ownOnly what others remarked is kept from this volunteer
   */
  public Future<List<Kept>> remarks(ContactId contact, VolunteerId volunteer, boolean ownOnly) {
    return client
        .preparedQuery(REMARKS)
        .execute(Tuple.of(contact.value(), volunteer.value(), ownOnly, REMARKS_MAX))
        .map(rows -> {
          List<Kept> kept = new ArrayList<>();
          rows.forEach(row -> kept.add(kept(row)));
          return kept;
        });
  }

  /** One remark of that kind, if it was kept. */
  public Future<Optional<Kept>> remark(UUID id, String kind) {
    return client
        .preparedQuery(ONE_REMARK)
        .execute(Tuple.of(id, kind))
        .map(rows ->
            rows.size() == 0 ? Optional.empty() : Optional.of(kept(rows.iterator().next())));
  }

  private static Kept kept(Row row) {
    return new Kept(
        row.getUUID("id"),
        new VolunteerId(row.getUUID("volunteer")),
        row.getString("kind"),
        row.getBuffer("body"),
        row.getOffsetDateTime("written_at").toInstant());
  }

  /** Takes back a remark that came to nothing. */
  public Future<Void> forgetRemark(UUID id, VolunteerId volunteer, String kind) {
    return client
        .preparedQuery(FORGET_REMARK)
        .execute(Tuple.of(id, volunteer.value(), kind))
        .mapEmpty();
  }

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

  private static OffsetDateTime utc(Instant now) {
    return OffsetDateTime.ofInstant(now, ZoneOffset.UTC);
  }
}
