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
import java.util.UUID;
import org.nuanxian.runtime.postgres.GroupCommit;

/**
 * Writes many drafts in one call of {@code conversation.append} ({@code R__append.sql}), a READ
 * COMMITTED transaction that does three things:
 *
 * <ol>
 *   <li>locks the contacts' rows, in order of id as every writer does;
 *   <li>in a new snapshot behind the locks, finds entries that already have one of these {@code
 *       (contact, sender, client id)};
 *   <li>inserts what is new, numbered in order of arrival, doubles inside the batch left out, a
 *       volunteer's entry only while holder and term are still theirs; sets {@code head}.
 * </ol>
 *
 * <p>The answer of each draft follows from the rows it returns.
 */
final class AppendBatch implements GroupCommit.Batch<Sealed, Appended> {
  private static final String APPEND =
      """
      SELECT place, fresh, seq, at, kind, body, holder, term, stage
      FROM conversation.append($1, $2, $3, $4, $5, $6, $7, $8)\
      """;

  /** What makes an entry the same entry. */
  private record Name(UUID contact, UUID sender, UUID clientId) {
    static Name of(Draft draft) {
      return new Name(draft.contact().value(), draft.sender().id(), draft.id().value());
    }
  }

  @Override
  public Future<List<Appended>> write(SqlConnection connection, List<Sealed> entries) {
    return connection
        .preparedQuery(APPEND)
        .execute(new Columns(entries).all())
        .map(rows -> answers(entries, rows));
  }

  private static List<Appended> answers(List<Sealed> entries, RowSet<Row> rows) {
    Map<Name, Row> fresh = new HashMap<>();
    Map<Integer, Row> others = new HashMap<>();
    for (Row row : rows) {
      int index = Math.toIntExact(row.getLong("place")) - 1;
      if (row.getBoolean("fresh")) {
        fresh.put(Name.of(entries.get(index).draft()), row);
      } else {
        others.put(index, row);
      }
    }
    List<Appended> answers = new ArrayList<>(entries.size());
    for (int i = 0; i < entries.size(); i++) {
      Sealed entry = entries.get(i);
      Row other = others.get(i);
      Row now = fresh.get(Name.of(entry.draft()));
      if (other != null && other.getLong("seq") != null) {
        answers.add(again(entry, other));
      } else if (now != null) {
        answers.add(written(entry, now, entries));
      } else if (other != null) {
        answers.add(refused(entry.draft(), other));
      } else {
        throw new IllegalStateException("a draft without an answer");
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

  private static Appended refused(Draft draft, Row row) {
    String stage = row.getString("stage");
    if (stage == null) {
      return new Appended.Refused("unknown-contact", "There is no such contact.");
    }
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
    private final UUID[] contacts;
    private final UUID[] senders;
    private final UUID[] clientIds;
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
