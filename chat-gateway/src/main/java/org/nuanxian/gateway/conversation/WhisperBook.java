package org.nuanxian.gateway.conversation;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.nuanxian.dispatcher.ContactId;

/**
 * Whispers, written through {@code conversation.write_whisper} ({@code R__whisper.sql}) into {@code
 * conversation.whisper}, a table that nothing for help seekers reads. A volunteer reads what was
 * whispered to them while they hold the contact, whoever supervises reads all.
 */
final class WhisperBook {
  /** One read; nobody whispers as often during a talk. */
  static final int PAGE_MAX = 100;

  private static final String WRITE =
      """
      SELECT fresh, number, alias, body, after, at, refused
      FROM conversation.write_whisper($1, $2, $3, $4, $5)\
      """;

  private static final String READ =
      """
      SELECT w.number, w.sender, w.client_id, w.alias, w.body, w.after, w.at
      FROM conversation.whisper w JOIN dispatch.contact c ON c.id = w.contact
      WHERE w.contact = $1 AND w.number > $2
        AND ($3::uuid IS NULL OR (w.holder = $3 AND c.holder = $3))
      ORDER BY w.number LIMIT $4\
      """;

  private final SqlClient client;

  WhisperBook(SqlClient client) {
    this.client = client;
  }

  /**
   * Writes a whisper down; a repeat answers the one that is there.
   *
   * @return fails with {@code nobody-there} while nobody speaks with the person, {@code id-reused}
   */
  Future<Whisper> write(ContactId contact, Seal seal, ClientId id, Sender supervisor, Words words) {
    Buffer body = Buffer.buffer(seal.field(field(supervisor.id(), id.value()), words.value()));
    return client
        .preparedQuery(WRITE)
        .execute(
            Tuple.of(
                contact.value(),
                supervisor.id(),
                id.value(),
                supervisor.alias().orElseThrow(),
                body))
        .map(rows -> answer(rows.iterator().next(), contact, seal, id, supervisor, words));
  }

  private static Whisper answer(
      Row row, ContactId contact, Seal seal, ClientId id, Sender supervisor, Words words) {
    if (row.getString("refused") != null) {
      throw new ConversationRefusal(
          row.getString("refused"), "Nobody speaks with this person at the moment.");
    }
    Whisper written = whisper(row, contact, seal, supervisor.id(), id);
    if (!written.words().equals(words)) {
      throw new ConversationRefusal("id-reused", "This id was used before with other content.");
    }
    return written;
  }

  /** Whispers after a number, at most {@link #PAGE_MAX}, that this reader may read. */
  Future<List<Whisper>> after(ContactId contact, Seal seal, Sender reader, long number) {
    UUID volunteer = reader.side() == Side.VOLUNTEER ? reader.id() : null;
    return client
        .preparedQuery(READ)
        .execute(Tuple.of(contact.value(), number, volunteer, PAGE_MAX))
        .map(rows -> {
          List<Whisper> found = new ArrayList<>();
          rows.forEach(row ->
              found.add(
                  whisper(
                      row,
                      contact,
                      seal,
                      row.getUUID("sender"),
                      new ClientId(row.getUUID("client_id")))));
          return found;
        });
  }

  private static Whisper whisper(Row row, ContactId contact, Seal seal, UUID sender, ClientId id) {
    return new Whisper(
        contact,
        row.getLong("number"),
        id,
        row.getString("alias"),
        new Words(seal.field(field(sender, id.value()), row.getBuffer("body").getBytes())),
        row.getLong("after"),
        row.getOffsetDateTime("at").toInstant());
  }

  private static String field(UUID sender, UUID id) {
    return "whisper." + sender + "." + id;
  }
}
