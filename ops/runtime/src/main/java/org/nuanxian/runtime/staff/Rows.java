package org.nuanxian.runtime.staff;

import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.id.CountyCode;

/** Between rows of schema {@code staff} and records. */
final class Rows {
  /** The columns {@link #actor} reads, of a table called {@code a}. */
  static final String ACTOR = "a.id, a.username, a.name, a.alias, a.city, a.county, a.roles";

  private Rows() {}

  /** Roles this version does not know any more give nothing. */
  static Actor actor(Row row) {
    Set<Role> roles = new LinkedHashSet<>();
    for (String word : row.getArrayOfStrings("roles")) {
      Optional.ofNullable(Role.words().get(word)).ifPresent(roles::add);
    }
    return new Actor(
        new AccountId(row.getUUID("id")),
        row.getString("username"),
        row.getString("name"),
        row.getString("alias"),
        new CityCode(row.getString("city")),
        Optional.ofNullable(row.getString("county")).map(CountyCode::new),
        roles);
  }

  static OffsetDateTime time(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  static Buffer key(String hex) {
    return Buffer.buffer(HexFormat.of().parseHex(hex));
  }

  static String hex(Buffer key) {
    return HexFormat.of().formatHex(key.getBytes());
  }
}
