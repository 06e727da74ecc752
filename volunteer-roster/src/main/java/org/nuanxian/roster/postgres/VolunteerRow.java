package org.nuanxian.roster.postgres;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.nuanxian.roster.Clearance;
import org.nuanxian.roster.Gender;
import org.nuanxian.roster.Medium;
import org.nuanxian.roster.Volunteer;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.id.CountyCode;

/** One row of {@code roster.volunteer}, both ways. */
final class VolunteerRow {
  private static final String COLUMNS =
      "id, city, county, name, alias, gender, media, active, qualified_until, grade,"
          + " cleared_for_minors, cleared_for_nights, township, unit";

  static final String BY_ID = "SELECT " + COLUMNS + " FROM roster.volunteer WHERE id = $1";
  static final String BY_COUNTY =
      "SELECT " + COLUMNS + " FROM roster.volunteer WHERE county = $1 ORDER BY alias, id";
  static final String PUT =
      "INSERT INTO roster.volunteer ("
          + COLUMNS
          + """
          ) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
          ON CONFLICT (id) DO UPDATE SET
            city = excluded.city, county = excluded.county, name = excluded.name,
            alias = excluded.alias, gender = excluded.gender, media = excluded.media,
            active = excluded.active, qualified_until = excluded.qualified_until,
            grade = excluded.grade, cleared_for_minors = excluded.cleared_for_minors,
            cleared_for_nights = excluded.cleared_for_nights,
            township = excluded.township, unit = excluded.unit
          """;

  private VolunteerRow() {}

  static Tuple tuple(Volunteer v) {
    return Tuple.tuple()
        .addUUID(v.id().value())
        .addString(v.city().value())
        .addString(v.county().value())
        .addString(v.name())
        .addString(v.alias())
        .addString(v.gender().code())
        .addArrayOfString(v.media().stream().map(Medium::code).sorted().toArray(String[]::new))
        .addBoolean(v.active())
        .addOffsetDateTime(v.qualifiedUntil().map(PostgresRoster::utc).orElse(null))
        .addString(v.clearance().grade().name())
        .addBoolean(v.clearance().minors())
        .addBoolean(v.clearance().night())
        .addString(v.township().orElse(null))
        .addString(v.unit().orElse(null));
  }

  static Volunteer volunteer(Row row) {
    Set<Medium> media = EnumSet.noneOf(Medium.class);
    Arrays.stream(row.getArrayOfStrings("media")).map(Medium::ofCode).forEach(media::add);
    return new Volunteer(
        new VolunteerId(row.getUUID("id")),
        new CityCode(row.getString("city")),
        new CountyCode(row.getString("county")),
        row.getString("name"),
        row.getString("alias"),
        Gender.ofCode(row.getString("gender")),
        media,
        row.getBoolean("active"),
        Optional.ofNullable(row.getOffsetDateTime("qualified_until"))
            .map(OffsetDateTime::toInstant),
        clearance(row),
        Optional.ofNullable(row.getString("township")),
        Optional.ofNullable(row.getString("unit")));
  }

  static Clearance clearance(Row row) {
    return new Clearance(
        Clearance.Grade.valueOf(row.getString("grade")),
        row.getBoolean("cleared_for_minors"),
        row.getBoolean("cleared_for_nights"));
  }
}
