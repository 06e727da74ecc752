package org.nuanxian.dispatcher.postgres;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.nuanxian.dispatcher.CallBack;
import org.nuanxian.dispatcher.CallResult;
import org.nuanxian.dispatcher.ContactState;
import org.nuanxian.dispatcher.Era;
import org.nuanxian.dispatcher.Outcome;
import org.nuanxian.dispatcher.Record.Verdict;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.postgres.GroupCommit;

/**
 * Takes proposed terms over, many at once. Three statements in one transaction: hold the city's
 * era, lock the rows in the order of ids, then take what is of that era and newer. What stands
 * afterwards decides each answer.
 */
final class ConfirmBatch implements GroupCommit.Batch<ConfirmBatch.Proposal, Verdict> {
  private final CityCode city;

  ConfirmBatch(CityCode city) {
    this.city = city;
  }

  /** A term and the era it was proposed in. */
  record Proposal(Era era, ContactState state) {}

  private static final String ERA = "SELECT era FROM dispatch.city WHERE code = $1 FOR SHARE";

  private static final String LOCK =
      "SELECT id FROM dispatch.contact WHERE id = ANY($1) ORDER BY id FOR UPDATE";

  /**
   * Of several terms of one contact in a batch the highest is the one to take. Whoever pressed
   * danger, or left a number, is not abandoned, even if Redis did not know it yet: that contact
   * waits on, in a term above the proposed one. What is closed stays so, whatever Redis counts. Who
   * hung up in danger is called at the number they called from.
   */
  private static final String TAKE =
      """
      WITH proposed AS (
        SELECT DISTINCT ON (p.id) p.*
        FROM unnest($2::uuid[], $3::text[], $4::bigint[], $5::text[], $6::text[], $7::uuid[],
               $8::boolean[], $9::int[], $10::text[], $11::timestamptz[], $12::boolean[],
               $13::boolean[], $14::text[], $15::boolean[])
          AS p (id, era, term, stage, outcome, holder, returned, calls, call_result, call_after,
            calls_over, hung_up, callable, red)
        WHERE p.era = (SELECT era FROM dispatch.city WHERE code = $1)
        ORDER BY p.id, p.term DESC
      ), judged AS (
        SELECT p.*, p.stage = 'closed' AND p.outcome = 'abandoned'
          AND (c.danger OR c.level = 'red' OR c.callback IS NOT NULL) AS kept,
          (c.danger OR c.level = 'red' OR p.red) AND NOT c.left_quickly AS may_be_called
        FROM proposed p JOIN dispatch.contact c ON c.id = p.id
      )
      UPDATE dispatch.contact c
      SET term = CASE WHEN p.kept THEN p.term + 1 ELSE p.term END,
        stage = CASE WHEN p.kept THEN 'waiting' ELSE p.stage END,
        outcome = CASE WHEN p.kept THEN NULL ELSE p.outcome END,
        holder = p.holder,
        returned = c.returned OR p.returned,
        calls = greatest(c.calls, p.calls),
        call_result = coalesce(p.call_result, c.call_result),
        call_after = coalesce(p.call_after, c.call_after),
        hung_up = c.hung_up OR p.hung_up,
        callback = CASE WHEN p.calls_over THEN NULL
          WHEN p.may_be_called THEN coalesce(c.callback, p.callable) ELSE c.callback END,
        closed_at = CASE WHEN p.stage = 'closed' AND NOT p.kept THEN now() END
      FROM judged p
      WHERE c.id = p.id AND c.city = $1 AND c.term < p.term AND c.stage <> 'closed'
      """;

  private static final String STANDS =
      "SELECT id, term, stage, holder FROM dispatch.contact WHERE id = ANY($1)";

  @Override
  public Future<List<Verdict>> write(SqlConnection connection, List<Proposal> proposals) {
    UUID[] ids = proposals.stream().map(p -> p.state().id().value()).toArray(UUID[]::new);
    Future<RowSet<Row>> era = connection.preparedQuery(ERA).execute(Tuple.of(city.value()));
    Future<RowSet<Row>> locked = connection.preparedQuery(LOCK).execute(Tuple.of((Object) ids));
    Future<RowSet<Row>> taken = connection.preparedQuery(TAKE).execute(columns(ids, proposals));
    Future<RowSet<Row>> stands = connection.preparedQuery(STANDS).execute(Tuple.of((Object) ids));
    return Future.all(era, locked, taken, stands)
        .map(done -> verdicts(proposals, era.result(), stands.result()));
  }

  private static List<Verdict> verdicts(
      List<Proposal> proposals, RowSet<Row> eras, RowSet<Row> stands) {
    String era = eras.iterator().next().getString(0);
    List<Verdict> verdicts = new ArrayList<>();
    for (Proposal proposal : proposals) {
      verdicts.add(verdict(proposal, era, stands));
    }
    return verdicts;
  }

  private static Verdict verdict(Proposal proposal, String era, RowSet<Row> stands) {
    ContactState state = proposal.state();
    for (Row row : stands) {
      if (row.getUUID("id").equals(state.id().value())
          && row.getLong("term") == state.term()
          && row.getString("stage").equals(state.stage().wire())
          && state.holder().map(VolunteerId::value).equals(holder(row))) {
        return Verdict.CONFIRMED;
      }
    }
    return proposal.era().value().equals(era) ? Verdict.OLDER : Verdict.OTHER_ERA;
  }

  private static Optional<UUID> holder(Row row) {
    return Optional.ofNullable(row.getUUID("holder"));
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }

  private Tuple columns(UUID[] ids, List<Proposal> proposals) {
    List<ContactState> states = proposals.stream().map(Proposal::state).toList();
    return Tuple.of(city.value())
        .addValue(ids)
        .addValue(proposals.stream().map(p -> p.era().value()).toArray(String[]::new))
        .addValue(states.stream().map(ContactState::term).toArray(Long[]::new))
        .addValue(states.stream().map(state -> state.stage().wire()).toArray(String[]::new))
        .addValue(
            states.stream()
                .map(state -> state.outcome().map(Outcome::wire).orElse(null))
                .toArray(String[]::new))
        .addValue(
            states.stream()
                .map(state -> state.holder().map(VolunteerId::value).orElse(null))
                .toArray(UUID[]::new))
        .addValue(states.stream().map(ContactState::returned).toArray(Boolean[]::new))
        .addValue(states.stream().map(state -> state.callBack().tries()).toArray(Integer[]::new))
        .addValue(
            states.stream()
                .map(state -> state.callBack().last().map(CallResult::wire).orElse(null))
                .toArray(String[]::new))
        .addValue(
            states.stream()
                .map(state -> state.callBack().after().map(ConfirmBatch::utc).orElse(null))
                .toArray(OffsetDateTime[]::new))
        .addValue(states.stream().map(ContactState::callsOver).toArray(Boolean[]::new))
        .addValue(states.stream().map(ContactState::hungUp).toArray(Boolean[]::new))
        .addValue(
            states.stream()
                .map(state -> CallBack.text(state.callable()).orElse(null))
                .toArray(String[]::new))
        .addValue(states.stream().map(ContactState::red).toArray(Boolean[]::new));
  }
}
