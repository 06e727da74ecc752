package org.nuanxian.runtime.vault;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A row of {@code vault.person_key}.
 *
 * @param person whose key it is
 * @param master which master key wraps it; empty when erased
 * @param wrapped the wrapped key; empty when erased
 */
record KeyRow(PersonId person, String master, Optional<byte[]> wrapped) {

  /** Keys that are there already stay; the order of ids keeps two nodes from a deadlock. */
  private static final String INSERT =
      """
      INSERT INTO vault.person_key (person, master, wrapped)
      SELECT DISTINCT ON (n.person) n.person, n.master, n.wrapped
        FROM unnest($1::uuid[], $2::text[], $3::bytea[]) AS n (person, master, wrapped)
       ORDER BY n.person
      ON CONFLICT (person) DO NOTHING
      """;

  private static final String READ =
      "SELECT person, master, wrapped FROM vault.person_key WHERE person = ANY ($1)";

  static KeyRow of(PersonId person, String master, byte[] wrapped) {
    return new KeyRow(person, master, Optional.of(wrapped));
  }

  static KeyRow from(PersonId person, Row row) {
    Optional<byte[]> wrapped = Optional.ofNullable(row.getBuffer("wrapped")).map(Buffer::getBytes);
    return new KeyRow(person, Optional.ofNullable(row.getString("master")).orElse(""), wrapped);
  }

  /** Writes new keys and answers what is there afterwards, in the order asked. */
  static Future<List<KeyRow>> write(SqlConnection connection, List<KeyRow> rows) {
    UUID[] persons = rows.stream().map(row -> row.person().value()).toArray(UUID[]::new);
    String[] masters = rows.stream().map(KeyRow::master).toArray(String[]::new);
    Buffer[] wrapped =
        rows.stream().map(row -> Buffer.buffer(row.wrapped().orElseThrow())).toArray(Buffer[]::new);
    connection.preparedQuery(INSERT).execute(Tuple.of(persons, masters, wrapped));
    return connection
        .preparedQuery(READ)
        .execute(Tuple.of((Object) persons))
        .map(found -> {
          Map<UUID, KeyRow> byPerson = new HashMap<>();
          for (Row row : found) {
            UUID id = row.getUUID("person");
            byPerson.put(id, from(new PersonId(id), row));
          }
          return rows.stream().map(row -> byPerson.get(row.person().value())).toList();
        });
  }
}
