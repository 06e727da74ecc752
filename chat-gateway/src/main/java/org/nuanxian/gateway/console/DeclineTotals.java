package org.nuanxian.gateway.console;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nuanxian.runtime.id.CountyCode;

/**
 * Why volunteers of a county declined, week by week, and nothing of who or for whom: table {@code
 * conversation.decline_total}, written here only.
 */
final class DeclineTotals {
  /** The word for whatever nobody is told, so that nobody can be guessed. */
  static final String OTHER = "other";

  /** In the order in which they are shown. */
  static final List<String> REASONS = List.of("notNow", "notTrained", "upset", OTHER);

  /** Older weeks say nothing of the present. */
  static final int WEEKS = 8;

  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

  private static final String ADD =
      """
      INSERT INTO conversation.decline_total AS d (county, week, reason, declined)
      VALUES ($1, $2, $3, 1)
      ON CONFLICT (county, week, reason) DO UPDATE SET declined = d.declined + 1
      """;

  private static final String READ =
      """
      SELECT week, reason, declined FROM conversation.decline_total
      WHERE county = $1 AND week >= $2
      """;

  private final SqlClient client;

  DeclineTotals(SqlClient client) {
    this.client = client;
  }

  /** What was declined in a week, by reason. */
  record Week(LocalDate monday, Map<String, Integer> byReason) {}

  private static LocalDate week(Instant at) {
    return at.atZone(CHINA).toLocalDate().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
  }

  /** One more; that somebody knows the person is told to nobody. */
  Future<Void> add(CountyCode county, String reason, Instant now) {
    String shown = REASONS.contains(reason) ? reason : OTHER;
    return client.preparedQuery(ADD).execute(Tuple.of(county.value(), week(now), shown)).mapEmpty();
  }

  /** The last weeks, this one first; a week in which nobody declined has no reasons. */
  Future<List<Week>> read(CountyCode county, Instant now) {
    LocalDate first = week(now).minusWeeks(WEEKS - 1L);
    return client
        .preparedQuery(READ)
        .execute(Tuple.of(county.value(), first))
        .map(rows -> weeks(rows, week(now)));
  }

  private static List<Week> weeks(RowSet<Row> rows, LocalDate newest) {
    Map<LocalDate, Map<String, Integer>> all = new HashMap<>();
    rows.forEach(row ->
        all.computeIfAbsent(row.getLocalDate("week"), week -> new HashMap<>())
            .put(row.getString("reason"), row.getInteger("declined")));
    List<Week> weeks = new ArrayList<>();
    for (int i = 0; i < WEEKS; i++) {
      LocalDate monday = newest.minusWeeks(i);
      weeks.add(new Week(monday, Map.copyOf(all.getOrDefault(monday, Map.of()))));
    }
    return List.copyOf(weeks);
  }
}
