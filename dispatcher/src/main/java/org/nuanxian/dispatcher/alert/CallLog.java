package org.nuanxian.dispatcher.alert;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.id.CityCode;

/** Who on call at home was called lately, for whoever supervises. */
public final class CallLog {
  private static final String RECENT =
      """
      SELECT DISTINCT ON (person) person, opened, coalesce(why, '') AS why FROM dispatch.alert
      WHERE city = $1 AND kind = 'callOut' AND opened > $2 ORDER BY person, opened DESC
      """;

  private final SqlClient client;

  /** Over this client. */
  public CallLog(SqlClient client) {
    this.client = client;
  }

  /**
   * A call.
   *
   * @param at when last
   * @param why {@code waits}, or the alarm that called for it
   */
  public record Called(VolunteerId who, Instant at, String why) {}

  /** Of the half hour in which nobody is called more than twice. */
  public Future<List<Called>> recent(CityCode city, Instant now) {
    return client
        .preparedQuery(RECENT)
        .execute(Tuple.of(city.value(), now.minus(CallOut.AGAIN).atOffset(ZoneOffset.UTC)))
        .map(rows ->
            rows.stream()
                .map(row ->
                    new Called(
                        new VolunteerId(row.getUUID("person")),
                        row.getOffsetDateTime("opened").toInstant(),
                        row.getString("why")))
                .toList());
  }
}
