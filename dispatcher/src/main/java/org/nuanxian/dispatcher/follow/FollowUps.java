package org.nuanxian.dispatcher.follow;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.nuanxian.dispatcher.CallResult;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.id.CountyCode;

/** The list of whom to follow up: a row is written by what ends a contact, and settled here. */
public final class FollowUps {
  /** What was settled stays in sight for so long. */
  private static final Duration SHOWN = Duration.ofDays(7);

  private static final String LIST =
      """
      SELECT f.contact, f.county, f.why, f.red, f.since, f.settled_by, f.settled_at, f.how, f.note,
        coalesce(a.name, '') AS name,
        (SELECT coalesce(json_agg(json_build_object('alias', coalesce(v.alias, ''),
             'result', t.result, 'at', t.at) ORDER BY t.term), '[]')
           FROM dispatch.call_try t LEFT JOIN roster.volunteer v ON v.id = t.volunteer
           WHERE t.contact = f.contact) AS tries
      FROM dispatch.follow_up f LEFT JOIN staff.account a ON a.id = f.settled_by
      WHERE f.city = $1 AND (f.settled_at IS NULL OR f.settled_at > $2)
      ORDER BY f.settled_at IS NOT NULL, f.red DESC, f.since LIMIT 500
      """;

  private static final String RED =
      """
      SELECT DISTINCT county FROM dispatch.follow_up
      WHERE city = $1 AND red AND settled_at IS NULL
      """;

  private static final String SETTLE =
      """
      UPDATE dispatch.follow_up SET settled_by = $2, settled_at = $3, how = $4, note = $5
      WHERE contact = $1 AND settled_at IS NULL
      """;

  private final SqlClient client;

  /** The list over this client. */
  public FollowUps(SqlClient client) {
    this.client = client;
  }

  /** Whom to look after in a city, danger first; then who was looked after lately. */
  public Future<List<FollowUp>> list(CityCode city, Instant now) {
    return client
        .preparedQuery(LIST)
        .execute(Tuple.of(city.value(), utc(now.minus(SHOWN))))
        .map(rows -> rows.stream().map(FollowUps::read).toList());
  }

  /** The counties where nobody has looked after somebody in danger yet. */
  public Future<Set<CountyCode>> red(CityCode city) {
    return client
        .preparedQuery(RED)
        .execute(Tuple.of(city.value()))
        .map(rows -> {
          Set<CountyCode> all = new HashSet<>();
          rows.forEach(row -> all.add(new CountyCode(row.getString("county"))));
          return all;
        });
  }

  /** Notes who looked after them and how; false if somebody has done so before. */
  public Future<Boolean> settle(ContactId contact, FollowUp.Settled settled) {
    return client
        .preparedQuery(SETTLE)
        .execute(
            Tuple.of(
                contact.value(),
                settled.by(),
                utc(settled.at()),
                settled.how(),
                settled.note().map(Buffer::buffer).orElse(null)))
        .map(rows -> rows.rowCount() == 1);
  }

  private static FollowUp read(Row row) {
    List<FollowUp.Try> tries = new ArrayList<>();
    for (Object each : (JsonArray) row.getJson("tries")) {
      JsonObject one = (JsonObject) each;
      tries.add(
          new FollowUp.Try(
              one.getString("alias"),
              CallResult.of(one.getString("result")).orElseThrow(),
              OffsetDateTime.parse(one.getString("at")).toInstant()));
    }
    return new FollowUp(
        new ContactId(row.getUUID("contact")),
        new CountyCode(row.getString("county")),
        row.getString("why"),
        row.getBoolean("red"),
        row.getOffsetDateTime("since").toInstant(),
        List.copyOf(tries),
        Optional.ofNullable(row.getUUID("settled_by")).map(by -> settled(row, by)));
  }

  private static FollowUp.Settled settled(Row row, UUID by) {
    return new FollowUp.Settled(
        by,
        row.getString("name"),
        row.getOffsetDateTime("settled_at").toInstant(),
        row.getString("how"),
        Optional.ofNullable(row.getBuffer("note")).map(Buffer::getBytes));
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
