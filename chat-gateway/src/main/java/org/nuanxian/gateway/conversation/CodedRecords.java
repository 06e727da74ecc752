package org.nuanxian.gateway.conversation;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.settings.CodedList;
import org.nuanxian.runtime.settings.Settings;

/**
 * The coded part of a volunteer's record, kept plain so that it can be counted: table {@code
 * conversation.coded}, written here only. A code that is on no list is left out.
 */
public final class CodedRecords {
  private static final String PUT =
      """
      INSERT INTO conversation.coded
        (contact, problem_type, caller_type, for_whom, sex, age_band, local, repeat, lists,
         written_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
      ON CONFLICT (contact) DO UPDATE SET
        problem_type = excluded.problem_type, caller_type = excluded.caller_type,
        for_whom = excluded.for_whom, sex = excluded.sex, age_band = excluded.age_band,
        local = excluded.local, repeat = excluded.repeat, lists = excluded.lists,
        written_at = excluded.written_at
      """;

  private final SqlClient client;
  private final Settings settings;

  /** Coded records over this client, by the lists of each city. */
  public CodedRecords(SqlClient client, Settings settings) {
    this.client = client;
    this.settings = settings;
  }

  /** Writes the codes of a record; the newest counts. */
  public Future<Void> put(ContactId contact, CityCode city, JsonObject record, Instant now) {
    JsonObject versions = new JsonObject();
    Tuple row = Tuple.of(contact.value());
    add(row, city, record, "problem", "problemTypes", versions);
    add(row, city, record, "caller", "callerTypes", versions);
    add(row, city, record, "subject", "forWhom", versions);
    add(row, city, record, "sex", "sex", versions);
    add(row, city, record, "ageBand", "ageBands", versions);
    add(row, city, record, "local", "local", versions);
    add(row, city, record, "before", "repeat", versions);
    row.addValue(versions.encode()).addValue(now.atOffset(ZoneOffset.UTC));
    return client.preparedQuery(PUT).execute(row).mapEmpty();
  }

  private void add(
      Tuple row, CityCode city, JsonObject record, String field, String list, JsonObject versions) {
    CodedList codes = settings.of(city).list(list);
    Object given = record.getValue(field);
    boolean known =
        given instanceof String code
            && codes.items().stream().anyMatch(item -> item.code().equals(code));
    row.addValue(known ? given : null);
    if (known) {
      versions.put(list, codes.version());
    }
  }
}
