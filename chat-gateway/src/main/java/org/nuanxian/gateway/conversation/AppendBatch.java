package org.nuanxian.gateway.conversation;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.nuanxian.runtime.postgres.GroupCommit;

/**
 * Writes many drafts in one READ COMMITTED transaction of three statements, sent without waiting:
 *
 * <ol>
 *   <li>lock the contacts' rows, in order of id as every writer does;
 *   <li>a new statement, hence a new snapshot behind the lock: entries that already have one of
 *       these {@code (contact, sender, client id)};
 *   <li>insert what is new, numbered in order of arrival, doubles inside the batch left out, a
 *       volunteer's entry only while holder and term are still theirs; set {@code head}.
 * </ol>
 *
 * <p>One statement alone would read heads in the snapshot it had before it got the locks, which
 * makes gaps. The answer of each draft follows from the three results.
 */
final class AppendBatch implements GroupCommit.Batch<Sealed, Appended> {
  private static final String LOCK =
      """
      SELECT id, holder, term, stage FROM dispatch.contact WHERE id = ANY($1)
      ORDER BY id FOR UPDATE\
      """;

  private static final String EXISTING =
      """
      SELECT e.contact, e.sender, e.client_id, e.seq, e.kind, e.body, e.at
      FROM unnest($1::uuid[], $2::uuid[], $3::uuid[]) AS i(contact, sender, client_id)
      JOIN conversation.entry e USING (contact, sender, client_id)\
      """;

  private static final String INSERT =
      """
      WITH fresh AS (
        SELECT DISTINCT ON (i.contact, i.sender, i.client_id) i.*, c.head
        FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::smallint[], $5::smallint[],
                    $6::bigint[], $7::text[], $8::bytea[]) WITH ORDINALITY
             AS i(contact, sender, client_id, side, kind, term, alias, body, place)
        JOIN dispatch.contact c ON c.id = i.contact
        WHERE CASE i.side
                WHEN 2 THEN c.holder = i.sender AND c.term = i.term
                            AND c.stage IN ('connecting', 'active')
                ELSE c.stage IN ('waiting', 'connecting', 'active') END
          AND NOT EXISTS (SELECT 1 FROM conversation.entry e
                          WHERE e.contact = i.contact AND e.sender = i.sender
                            AND e.client_id = i.client_id)
        ORDER BY i.contact, i.sender, i.client_id, i.place
      ), numbered AS (
        SELECT f.*, f.head + row_number() OVER (PARTITION BY f.contact ORDER BY f.place) AS seq,
               date_trunc('milliseconds', clock_timestamp()) AS at
        FROM fresh f
      ), written AS (
        INSERT INTO conversation.entry
          (contact, seq, sender, client_id, side, kind, alias, body, at)
        SELECT contact, seq, sender, client_id, side, kind, alias, body, at FROM numbered
      ), heads AS (
        UPDATE dispatch.contact c SET head = n.head
        FROM (SELECT contact, max(seq) AS head FROM numbered GROUP BY contact) n
        WHERE c.id = n.contact
      )
      SELECT contact, sender, client_id, place, seq, at FROM numbered\
      """;

  /** What makes an entry the same entry. */
  private record Name(UUID contact, UUID sender, UUID clientId) {
    static Name of(Draft draft) {
      return new Name(draft.contact().value(), draft.sender().id(), draft.id().value());
    }

    static Name of(Row row) {
      return new Name(row.getUUID("contact"), row.getUUID("sender"), row.getUUID("client_id"));
    }
  }

  @Override
  public Future<List<Appended>> write(SqlConnection connection, List<Sealed> entries) {
    Columns columns = new Columns(entries);
    var locked = connection.preparedQuery(LOCK).execute(Tuple.of(columns.contacts));
    var existing =
        connection
            .preparedQuery(EXISTING)
            .execute(Tuple.of(columns.contacts, columns.senders, columns.clientIds));
    var inserted = connection.preparedQuery(INSERT).execute(columns.all());
    return Future.all(locked, existing, inserted)
        .map(done -> answers(entries, locked.result(), existing.result(), inserted.result()));
  }

  private static List<Appended> answers(
      List<Sealed> entries, RowSet<Row> locked, RowSet<Row> existing, RowSet<Row> inserted) {
    Map<UUID, Row> contacts = new HashMap<>();
    locked.forEach(row -> contacts.put(row.getUUID("id"), row));
    Map<Name, Row> earlier = new HashMap<>();
    existing.forEach(row -> earlier.put(Name.of(row), row));
    Map<Name, Row> fresh = new HashMap<>();
    inserted.forEach(row -> fresh.put(Name.of(row), row));
    List<Appended> answers = new ArrayList<>(entries.size());
    for (Sealed entry : entries) {
      Name name = Name.of(entry.draft());
      Row before = earlier.get(name);
      Row now = fresh.get(name);
      if (before != null) {
        answers.add(again(entry, before));
      } else if (now != null) {
        answers.add(written(entry, now, entries));
      } else {
        answers.add(refused(entry.draft(), Optional.ofNullable(contacts.get(name.contact()))));
      }
    }
    return answers;
  }

  /** The same words again are the same entry; other words under the same id are a mistake. */
  private static Appended again(Sealed entry, Row row) {
    Draft draft = entry.draft();
    Kind kind = Kind.ofCode(row.getShort("kind"));
    Words words =
        entry
            .seal()
            .words(draft.sender().id(), draft.id().value(), kind, row.getBuffer("body").getBytes());
    return kind == draft.kind() && words.equals(draft.words()) ? position(row) : reused();
  }

  private static Appended written(Sealed entry, Row row, List<Sealed> entries) {
    Sealed first = entries.get(Math.toIntExact(row.getLong("place")) - 1);
    boolean same =
        first.draft().words().equals(entry.draft().words())
            && first.draft().kind() == entry.draft().kind();
    return same ? position(row) : reused();
  }

  private static Appended position(Row row) {
    OffsetDateTime at = row.getOffsetDateTime("at");
    Instant instant = at.toInstant();
    return new Appended.Written(row.getLong("seq"), instant);
  }

  private static Appended reused() {
    return new Appended.Refused("id-reused", "This id was used before with other content.");
  }

  private static Appended refused(Draft draft, Optional<Row> contact) {
    if (contact.isEmpty()) {
      return new Appended.Refused("unknown-contact", "There is no such contact.");
    }
    Row row = contact.get();
    String stage = row.getString("stage");
    boolean theirs =
        draft.sender().id().equals(row.getUUID("holder")) && draft.term() == row.getLong("term");
    if (draft.sender().side() == Side.VOLUNTEER && !theirs) {
      return new Appended.Refused("not-holder", "This contact is not yours any more.");
    }
    return stage.equals("waiting")
        ? new Appended.Refused("not-holder", "This contact is waiting for another volunteer.")
        : new Appended.Refused("closed", "This conversation has ended.");
  }

  /** The drafts as one array for each column. */
  private static final class Columns {
    final UUID[] contacts;
    final UUID[] senders;
    final UUID[] clientIds;
    private final Short[] sides;
    private final Short[] kinds;
    private final Long[] terms;
    private final String[] aliases;
    private final Buffer[] bodies;

    Columns(List<Sealed> entries) {
      int size = entries.size();
      contacts = new UUID[size];
      senders = new UUID[size];
      clientIds = new UUID[size];
      sides = new Short[size];
      kinds = new Short[size];
      terms = new Long[size];
      aliases = new String[size];
      bodies = new Buffer[size];
      for (int i = 0; i < size; i++) {
        Draft draft = entries.get(i).draft();
        contacts[i] = draft.contact().value();
        senders[i] = draft.sender().id();
        clientIds[i] = draft.id().value();
        sides[i] = draft.sender().side().code();
        kinds[i] = draft.kind().code();
        terms[i] = draft.term();
        aliases[i] = draft.sender().alias().orElse(null);
        bodies[i] = entries.get(i).body();
      }
    }

    Tuple all() {
      return Tuple.of(contacts, senders, clientIds, sides, kinds, terms)
          .addValue(aliases)
          .addValue(bodies);
    }
  }
}
