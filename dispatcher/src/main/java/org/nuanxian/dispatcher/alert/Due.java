package org.nuanxian.dispatcher.alert;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.nuanxian.dispatcher.Level;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.id.CountyCode;
import org.nuanxian.runtime.staff.AccountId;

/**
 * An alert that a node has taken to send.
 *
 * @param person whose own telephone or address it goes to, if it goes to one
 * @param about what people are told with it, like the name of a server
 * @param tries how often it has been taken, this time included
 * @param level of the contact as it is on record now; empty when the contact is unknown
 * @param test whether somebody only tries a seat
 * @param code of the answer to a weekly test, if it is one
 */
record Due(
    UUID id,
    CityCode city,
    CountyCode county,
    UUID alarm,
    Optional<UUID> contact,
    String kind,
    int rung,
    String channel,
    int recipient,
    Optional<AccountId> person,
    Instant opened,
    Optional<String> about,
    int tries,
    Optional<Level> level,
    boolean test,
    Optional<String> code) {

  static Due read(Row row) {
    return new Due(
        row.getUUID("id"),
        new CityCode(row.getString("city")),
        new CountyCode(row.getString("county")),
        row.getUUID("alarm"),
        Optional.ofNullable(row.getUUID("contact")),
        row.getString("kind"),
        row.getInteger("rung"),
        row.getString("channel"),
        row.getInteger("recipient"),
        Optional.ofNullable(row.getUUID("person")).map(AccountId::new),
        row.getOffsetDateTime("opened").toInstant(),
        Optional.ofNullable(row.getString("about")),
        row.getInteger("tries"),
        Optional.ofNullable(row.getString("level")).map(Level::of),
        Boolean.TRUE.equals(row.getBoolean("test")),
        Optional.ofNullable(row.getString("code")));
  }
}
