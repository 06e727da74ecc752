package org.nuanxian.gateway.conversation;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.roster.VolunteerId;

/**
 * Reads what was written: stretches of conversations, and heads of many. Stretches wanted in one
 * turn of the loop, such as those of a batch that another node wrote, are read in one statement.
 * Used on the node's loop only.
 */
final class EntryReader {
  /** Stretches in one statement: an answer of 200 entries each is still some megabytes only. */
  private static final int STRETCHES_MAX = 64;

  // OFFSET 0 keeps the planner from joining whole tables.
  private static final String PAGES =
      """
      SELECT w.place, c.head, c.holder,
             e.seq, e.sender, e.client_id, e.side, e.kind, e.alias, e.body, e.at
      FROM unnest($1::uuid[], $2::bigint[], $3::int[]) WITH ORDINALITY
           AS w(contact, after, most, place)
      CROSS JOIN LATERAL (
        SELECT head, holder FROM dispatch.contact WHERE id = w.contact OFFSET 0) c
      LEFT JOIN LATERAL (
        SELECT * FROM conversation.entry
        WHERE contact = w.contact AND seq > w.after ORDER BY seq LIMIT w.most) e ON true
      ORDER BY w.place, e.seq\
      """;

  private static final String HEADS =
      """
      SELECT c.id, c.head,
        coalesce((SELECT max(w.number) FROM conversation.whisper w WHERE w.contact = c.id), 0)
          AS whispered
      FROM dispatch.contact c WHERE c.id = ANY($1)\
      """;

  /** Numbers of what was said last, and whispered last. */
  record Heads(long head, long whispered) {}

  /** A stretch that is wanted: up to {@code limit} entries after {@code after}. */
  private record Wanted(
      ContactId contact, Seal seal, long after, int limit, Promise<Page> promise) {}

  private final Vertx vertx;
  private final SqlClient client;

  /** What was asked for in this turn of the loop. */
  private final ArrayDeque<Wanted> wanted = new ArrayDeque<>();

  EntryReader(Vertx vertx, SqlClient client) {
    this.vertx = vertx;
    this.client = client;
  }

  /** Up to {@code limit} entries after {@code after}; fails with unknown-contact. */
  Future<Page> page(ContactId contact, Seal seal, long after, int limit) {
    if (wanted.isEmpty()) {
      vertx.runOnContext(turned -> read());
    }
    Promise<Page> promise = Promise.promise();
    wanted.add(new Wanted(contact, seal, after, limit, promise));
    return promise.future();
  }

  private void read() {
    while (!wanted.isEmpty()) {
      List<Wanted> some = new ArrayList<>();
      while (some.size() < STRETCHES_MAX && !wanted.isEmpty()) {
        some.add(wanted.poll());
      }
      read(some);
    }
  }

  private void read(List<Wanted> some) {
    UUID[] contacts = some.stream().map(w -> w.contact().value()).toArray(UUID[]::new);
    Long[] afters = some.stream().map(Wanted::after).toArray(Long[]::new);
    Integer[] limits = some.stream().map(Wanted::limit).toArray(Integer[]::new);
    client
        .preparedQuery(PAGES)
        .execute(Tuple.of(contacts, afters, limits))
        .onSuccess(rows -> hand(some, rows))
        .onFailure(away -> some.forEach(w -> w.promise().fail(away)));
  }

  private static void hand(List<Wanted> some, RowSet<Row> rows) {
    List<List<Row>> byPlace = new ArrayList<>();
    some.forEach(w -> byPlace.add(new ArrayList<>()));
    rows.forEach(row -> byPlace.get(Math.toIntExact(row.getLong("place")) - 1).add(row));
    for (int i = 0; i < some.size(); i++) {
      Wanted stretch = some.get(i);
      List<Row> found = byPlace.get(i);
      Future.<Void>succeededFuture()
          .map(v -> page(stretch.contact(), stretch.seal(), found))
          .onComplete(stretch.promise());
    }
  }

  /** The numbers of the last entries of these conversations. */
  Future<Map<ContactId, Heads>> heads(Set<ContactId> contacts) {
    UUID[] ids = contacts.stream().map(ContactId::value).toArray(UUID[]::new);
    return client
        .preparedQuery(HEADS)
        .execute(Tuple.of(ids))
        .map(rows -> {
          Map<ContactId, Heads> heads = new HashMap<>();
          rows.forEach(row ->
              heads.put(
                  new ContactId(row.getUUID("id")),
                  new Heads(row.getLong("head"), row.getLong("whispered"))));
          return heads;
        });
  }

  private static Page page(ContactId contact, Seal seal, List<Row> rows) {
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
