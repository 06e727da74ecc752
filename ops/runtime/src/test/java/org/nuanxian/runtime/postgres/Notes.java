package org.nuanxian.runtime.postgres;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nuanxian.runtime.testing.Await;

/** A table to commit to in tests: notes with a unique key, numbered as they are written. */
final class Notes {

  /** An entry; a body of "bad" is refused by the server. */
  record Note(String key, String body) {}

  private static final String INSERT =
      """
      INSERT INTO note (key, body)
      SELECT n.key, n.body
        FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS n (key, body, place)
       ORDER BY n.place
      ON CONFLICT (key) DO NOTHING
      """;
  private static final String READ = "SELECT key, number FROM note WHERE key = ANY ($1)";

  private Notes() {}

  static void create(SqlClient client) {
    Await.result(
        client
            .query(
                """
                CREATE TABLE IF NOT EXISTS note (
                  number bigint GENERATED ALWAYS AS IDENTITY,
                  key text PRIMARY KEY,
                  body text NOT NULL CHECK (body <> 'bad'))
                """)
            .execute());
  }

  /** Writes notes and answers their numbers. */
  static Future<List<Long>> write(SqlConnection connection, List<Note> notes) {
    String[] keys = notes.stream().map(Note::key).toArray(String[]::new);
    String[] bodies = notes.stream().map(Note::body).toArray(String[]::new);
    connection.preparedQuery(INSERT).execute(Tuple.of(keys, (Object) bodies));
    return connection
        .preparedQuery(READ)
        .execute(Tuple.of((Object) keys))
        .map(rows -> {
          Map<String, Long> numbers = new HashMap<>();
          for (Row row : rows) {
            numbers.put(row.getString("key"), row.getLong("number"));
          }
          return notes.stream().map(note -> numbers.get(note.key())).toList();
        });
  }

  /** How many notes have a key that begins so. */
  static long count(SqlClient client, String prefix) {
    return Await.result(
        client
            .preparedQuery("SELECT count(*) AS n FROM note WHERE starts_with(key, $1)")
            .execute(Tuple.of(prefix))
            .map(rows -> rows.iterator().next().getLong("n")));
  }
}
