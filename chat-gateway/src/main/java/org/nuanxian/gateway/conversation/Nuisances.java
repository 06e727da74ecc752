package org.nuanxian.gateway.conversation;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.id.CountyCode;
import org.nuanxian.runtime.vault.PersonId;

/**
 * Tags of contacts that were ended as harassment: table {@code conversation.nuisance}, written here
 * only. A tag binds nothing until a supervisor has confirmed it, then it binds the person until it
 * ends by itself.
 */
public final class Nuisances {
  /** Why somebody ended a talk as harassment. */
  public static final Set<String> REASONS = Set.of("abuse", "sexual", "prank", "threat", "other");

  /** Name of the sealed field with the volunteer's words. */
  public static final String WORDS = "nuisance.words";

  /** Decided ones are listed for so many days. */
  private static final int LISTED_DAYS = 90;

  private static final String TAG =
      """
      INSERT INTO conversation.nuisance
        (contact, person, city, county, volunteer, reason, words, tagged_at)
      SELECT i.contact, i.person, i.city, i.county, $2, $3, $4, $5
      FROM conversation.intake i WHERE i.contact = $1
      ON CONFLICT (contact) DO NOTHING\
      """;

  private static final String STANDING =
      """
      SELECT reason, until FROM conversation.nuisance
      WHERE person = $1 AND decision = 'confirmed' AND until > $2 ORDER BY until DESC LIMIT 1\
      """;

  private static final String FIELDS =
      """
      n.contact, n.county, n.volunteer, n.reason, n.words, n.tagged_at, n.decision, n.decided_at,
      n.until, coalesce(a.alias, '') AS tagged_by
      FROM conversation.nuisance n LEFT JOIN staff.account a ON a.id = n.volunteer\
      """;

  private static final String LIST =
      "SELECT "
          + FIELDS
          + " WHERE n.city = $1 AND (n.decision IS NULL OR n.tagged_at > $2)"
          + " ORDER BY n.decision IS NOT NULL, n.tagged_at DESC LIMIT 200";

  private static final String ONE = "SELECT " + FIELDS + " WHERE n.city = $1 AND n.contact = $2";

  /** A tag is confirmed once, and may be withdrawn at any time. */
  private static final String DECIDE =
      """
      UPDATE conversation.nuisance SET decision = $2, decided_by = $3, decided_at = $4, until = $5
      WHERE contact = $1 AND volunteer <> $3
        AND (decision IS NULL OR (decision = 'confirmed' AND $2 = 'withdrawn'))
      RETURNING person\
      """;

  /** Nothing is left of it in contacts that were opened meanwhile. */
  private static final String RELEASE =
      """
      UPDATE conversation.intake SET nuisance = NULL, nuisance_until = NULL
      WHERE person = $1 AND nuisance IS NOT NULL\
      """;

  private final SqlClient client;

  /** Tags over this client. */
  public Nuisances(SqlClient client) {
    this.client = client;
  }

  /**
   * A tag.
   *
   * @param words of the volunteer, sealed
   * @param decision {@code confirmed} or {@code withdrawn}; empty while it waits
   */
  public record Tag(
      ContactId contact,
      CountyCode county,
      VolunteerId volunteer,
      String taggedBy,
      String reason,
      Optional<byte[]> words,
      Instant at,
      Optional<String> decision,
      Optional<Instant> until) {}

  /** Tags a contact; the first tag of a contact counts. */
  public Future<Void> tag(
      ContactId contact, VolunteerId by, String reason, Optional<byte[]> words, Instant now) {
    return client
        .preparedQuery(TAG)
        .execute(
            Tuple.of(
                contact.value(),
                by.value(),
                reason,
                words.map(Buffer::buffer).orElse(null),
                utc(now)))
        .mapEmpty();
  }

  /** What binds a person now. */
  public Future<Optional<HeldBack>> standing(PersonId person, Instant now) {
    return client
        .preparedQuery(STANDING)
        .execute(Tuple.of(person.value(), utc(now)))
        .map(rows ->
            first(rows)
                .map(row ->
                    new HeldBack(
                        row.getString("reason"), row.getOffsetDateTime("until").toInstant())));
  }

  /** Tags of a city: those that wait first, then what was decided lately. */
  public Future<List<Tag>> list(CityCode city, Instant now) {
    OffsetDateTime from = utc(now).minusDays(LISTED_DAYS);
    return client
        .preparedQuery(LIST)
        .execute(Tuple.of(city.value(), from))
        .map(rows -> {
          List<Tag> all = new ArrayList<>();
          rows.forEach(row -> all.add(read(row)));
          return all;
        });
  }

  /** The tag of a contact of a city. */
  public Future<Optional<Tag>> of(CityCode city, ContactId contact) {
    return client
        .preparedQuery(ONE)
        .execute(Tuple.of(city.value(), contact.value()))
        .map(rows -> first(rows).map(Nuisances::read));
  }

  /**
   * Confirms a tag until then, or withdraws it.
   *
   * @return false when it was decided before, or by whoever set it
   */
  public Future<Boolean> decide(
      ContactId contact, UUID by, Optional<Instant> confirmedUntil, Instant now) {
    String decision = confirmedUntil.isPresent() ? "confirmed" : "withdrawn";
    OffsetDateTime until = confirmedUntil.map(Nuisances::utc).orElse(null);
    return client
        .preparedQuery(DECIDE)
        .execute(Tuple.of(contact.value(), decision, by, utc(now), until))
        .compose(rows -> {
          Optional<UUID> person = first(rows).map(row -> row.getUUID("person"));
          return person.isEmpty() || confirmedUntil.isPresent()
              ? Future.succeededFuture(person.isPresent())
              : client.preparedQuery(RELEASE).execute(Tuple.of(person.get())).map(done -> true);
        });
  }

  private static Tag read(Row row) {
    return new Tag(
        new ContactId(row.getUUID("contact")),
        new CountyCode(row.getString("county")),
        new VolunteerId(row.getUUID("volunteer")),
        row.getString("tagged_by"),
        row.getString("reason"),
        Optional.ofNullable(row.getBuffer("words")).map(Buffer::getBytes),
        row.getOffsetDateTime("tagged_at").toInstant(),
        Optional.ofNullable(row.getString("decision")),
        Optional.ofNullable(row.getOffsetDateTime("until")).map(OffsetDateTime::toInstant));
  }

  private static Optional<Row> first(RowSet<Row> rows) {
    var all = rows.iterator();
    return all.hasNext() ? Optional.of(all.next()) : Optional.empty();
  }

  private static OffsetDateTime utc(Instant now) {
    return OffsetDateTime.ofInstant(now, ZoneOffset.UTC);
  }
}
