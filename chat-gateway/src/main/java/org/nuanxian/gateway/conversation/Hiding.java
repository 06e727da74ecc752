package org.nuanxian.gateway.conversation;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;
import org.nuanxian.dispatcher.ContactId;

/** What help seekers keep from new volunteers, as it stands in {@code conversation.intake}. */
final class Hiding {
  private static final String HIDDEN =
      "SELECT hidden_to, hidden_term FROM conversation.intake WHERE contact = $1";

  /**
   * Waiting after a volunteer was lost: all that was said, from whoever comes. With the next one
   * already there: what was said before they came. Nothing happens without a change of volunteer.
   */
  private static final String HIDE =
      """
      UPDATE conversation.intake i SET
        hidden_to = greatest(i.hidden_to, s.upto), hidden_term = greatest(i.hidden_term, s.term)
      FROM (
        SELECT CASE WHEN c.stage = 'waiting' THEN CASE WHEN c.returned THEN c.head END
                    ELSE (SELECT max(e.seq) FROM conversation.entry e
                          WHERE e.contact = c.id AND e.kind = 3) END AS upto,
               c.term - CASE WHEN c.stage = 'waiting' THEN 0 ELSE 1 END AS term
        FROM dispatch.contact c WHERE c.id = $1) s
      WHERE i.contact = $1 AND s.upto IS NOT NULL
      RETURNING i.hidden_to, i.hidden_term\
      """;

  /** Before a change that was announced: whoever comes after the present holder. */
  private static final String AHEAD =
      """
      UPDATE conversation.intake i SET hide_after = c.term
      FROM dispatch.contact c
      WHERE i.contact = $1 AND c.id = $1 AND c.stage = 'active' AND c.term = $2
      RETURNING i.hidden_to, i.hidden_term\
      """;

  /** The change has come: all that was said until then. */
  private static final String CHANGED =
      """
      UPDATE conversation.intake i
      SET hidden_to = greatest(i.hidden_to, c.head), hidden_term = i.hide_after, hide_after = NULL
      FROM dispatch.contact c
      WHERE i.contact = $1 AND c.id = $1 AND i.hide_after < $2
      RETURNING i.hidden_to, i.hidden_term\
      """;

  private static final String KEEPS =
      "SELECT 1 FROM conversation.intake"
          + " WHERE contact = $1 AND (hidden_to > 0 OR hide_after IS NOT NULL)";

  private final SqlClient client;

  Hiding(SqlClient client) {
    this.client = client;
  }

  Future<Hidden> hidden(ContactId contact, long term) {
    return run(CHANGED, Tuple.of(contact.value(), term))
        .compose(changed ->
            changed.isPresent()
                ? Future.succeededFuture(changed)
                : run(HIDDEN, Tuple.of(contact.value())))
        .map(found -> found.orElse(Hidden.NOTHING));
  }

  Future<Optional<Hidden>> hide(ContactId contact) {
    return run(HIDE, Tuple.of(contact.value()));
  }

  Future<Boolean> ahead(ContactId contact, long term) {
    return run(AHEAD, Tuple.of(contact.value(), term)).map(Optional::isPresent);
  }

  Future<Boolean> keeps(ContactId contact) {
    return client
        .preparedQuery(KEEPS)
        .execute(Tuple.of(contact.value()))
        .map(rows -> rows.size() > 0);
  }

  private Future<Optional<Hidden>> run(String statement, Tuple arguments) {
    return client.preparedQuery(statement).execute(arguments).map(Hiding::first);
  }

  private static Optional<Hidden> first(RowSet<Row> rows) {
    return rows.size() == 0
        ? Optional.empty()
        : Optional.of(
            new Hidden(
                rows.iterator().next().getLong("hidden_to"),
                rows.iterator().next().getLong("hidden_term")));
  }
}
