package org.nuanxian.dispatcher.postgres;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.nuanxian.dispatcher.CallBack;
import org.nuanxian.dispatcher.CallResult;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.dispatcher.Level;
import org.nuanxian.dispatcher.LevelSource;
import org.nuanxian.dispatcher.Outcome;
import org.nuanxian.dispatcher.Stage;
import org.nuanxian.dispatcher.Stored;
import org.nuanxian.roster.Gender;
import org.nuanxian.roster.Medium;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.id.CountyCode;

/** Reads rows of dispatch.contact. */
final class ContactRows {
  /** The columns {@link #read} wants, in any order. */
  static final String COLUMNS =
      "id, origin, medium, channel, level, level_from, danger, level_rev, avoid_county, wants_gender,"
          + " minor, held_back, avoid, arrival, stage, outcome, holder, term, returned, left_quickly,"
          + " hung_up, callback, calls, call_result, call_after";

  private ContactRows() {}

  static List<Stored> read(RowSet<Row> rows) {
    List<Stored> all = new ArrayList<>();
    for (Row row : rows) {
      all.add(read(row));
    }
    return List.copyOf(all);
  }

  private static Stored read(Row row) {
    Set<VolunteerId> avoid = new HashSet<>();
    for (UUID id : row.getArrayOfUUIDs("avoid")) {
      avoid.add(new VolunteerId(id));
    }
    return new Stored(
        new ContactId(row.getUUID("id")),
        new CountyCode(row.getString("origin")),
        Medium.valueOf(row.getString("medium")),
        row.getString("channel"),
        Level.of(row.getString("level")),
        LevelSource.of(row.getString("level_from")),
        row.getBoolean("danger"),
        row.getLong("level_rev"),
        row.getBoolean("avoid_county"),
        Optional.ofNullable(row.getString("wants_gender")).map(Gender::valueOf),
        row.getBoolean("minor"),
        row.getBoolean("held_back"),
        Set.copyOf(avoid),
        row.getOffsetDateTime("arrival").withOffsetSameInstant(ZoneOffset.UTC).toInstant(),
        Stage.of(row.getString("stage")),
        Optional.ofNullable(row.getString("outcome")).map(Outcome::of),
        Optional.ofNullable(row.getUUID("holder")).map(VolunteerId::new),
        row.getLong("term"),
        row.getBoolean("returned"),
        row.getBoolean("left_quickly"),
        row.getBoolean("hung_up"),
        callBack(row));
  }

  private static CallBack callBack(Row row) {
    return new CallBack(
        Optional.ofNullable(row.getString("callback")).flatMap(CallBack::hours),
        row.getInteger("calls"),
        Optional.ofNullable(row.getString("call_result")).flatMap(CallResult::of),
        Optional.ofNullable(row.getOffsetDateTime("call_after")).map(at -> at.toInstant()));
  }
}
