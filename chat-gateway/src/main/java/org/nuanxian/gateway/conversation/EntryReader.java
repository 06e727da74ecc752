package org.nuanxian.gateway.conversation;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.roster.VolunteerId;

/** Reads what was written: stretches of one conversation, and heads of many. */
final class EntryReader {
  private static final String PAGE =
      """
      SELECT c.head, c.holder, e.seq, e.sender, e.client_id, e.side, e.kind, e.alias, e.body, e.at
      FROM dispatch.contact c
      LEFT JOIN LATERAL (
        SELECT * FROM conversation.entry
        WHERE contact = c.id AND seq > $2 ORDER BY seq LIMIT $3) e ON true
      WHERE c.id = $1 ORDER BY e.seq\
      """;

  private static final String HEADS = "SELECT id, head FROM dispatch.contact WHERE id = ANY($1)";

  private final SqlClient client;

  EntryReader(SqlClient client) {
    this.client = client;
  }

  /** Up to {@code limit} entries after {@code after}; fails with unknown-contact. */
  Future<Page> page(ContactId contact, Seal seal, long after, int limit) {
    return client
        .preparedQuery(PAGE)
        .execute(Tuple.of(contact.value(), after, limit))
        .map(rows -> page(contact, seal, rows));
  }

  /** The numbers of the last entries of these conversations. */
  Future<Map<ContactId, Long>> heads(Set<ContactId> contacts) {
    UUID[] ids = contacts.stream().map(ContactId::value).toArray(UUID[]::new);
    return client
        .preparedQuery(HEADS)
        .execute(Tuple.of(ids))
        .map(rows -> {
          Map<ContactId, Long> heads = new HashMap<>();
          rows.forEach(row -> heads.put(new ContactId(row.getUUID("id")), row.getLong("head")));
          return heads;
        });
  }

  private static Page page(ContactId contact, Seal seal, RowSet<Row> rows) {
    List<Entry> entries = new ArrayList<>();
    long head = -1;
    Optional<VolunteerId> holder = Optional.empty();
    for (Row row : rows) {
      head = row.getLong("head");
      holder = Optional.ofNullable(row.getUUID("holder")).map(VolunteerId::new);
      if (row.getLong("seq") != null) {
        entries.add(entry(contact, seal, row));
      }
    }
    if (head < 0) {
      throw new ConversationRefusal("unknown-contact", "There is no such contact.");
    }
    return new Page(head, holder, entries);
  }

  private static Entry entry(ContactId contact, Seal seal, Row row) {
    UUID sender = row.getUUID("sender");
    UUID clientId = row.getUUID("client_id");
    Kind kind = Kind.ofCode(row.getShort("kind"));
    return new Entry(
        contact,
        row.getLong("seq"),
        new ClientId(clientId),
        new Sender(
            Side.ofCode(row.getShort("side")), sender, Optional.ofNullable(row.getString("alias"))),
        kind,
        seal.words(sender, clientId, kind, row.getBuffer("body").getBytes()),
        row.getOffsetDateTime("at").toInstant());
  }
}
