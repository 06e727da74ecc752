package org.nuanxian.gateway.source;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.gateway.conversation.Seal;
import org.nuanxian.runtime.audit.Audit;
import org.nuanxian.runtime.http.Problem;
import org.nuanxian.runtime.id.CountyCode;
import org.nuanxian.runtime.id.Ids;
import org.nuanxian.runtime.staff.Actor;
import org.nuanxian.runtime.staff.Permission;
import org.nuanxian.runtime.vault.PersonId;
import org.nuanxian.runtime.vault.Vault;

/**
 * The address a contact came from: sealed, kept for six months, opened by two people together. Each
 * step is on record before its effect. Table {@code conversation.source_request}: written here
 * only.
 */
final class SourceRequests {
  /** How long the address is kept. */
  static final Duration KEPT = Duration.ofDays(183);

  /** How long the two may look, once both agreed. */
  static final Duration OPEN = Duration.ofHours(1);

  /** A request nobody agrees to ends. */
  static final Duration WAITING = Duration.ofHours(24);

  private static final String CONTACT =
      """
      SELECT contact, city, county FROM conversation.intake
      WHERE city = $1 AND opened_at > $2 AND source_address IS NOT NULL AND NOT test
        AND (contact::text = $3 OR (length($3) = 4 AND left(contact::text, 4) = $3))
      LIMIT 2
      """;

  private static final String ASK =
      """
      INSERT INTO conversation.source_request (id, contact, city, county, reason, asked_by, asked_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7)
      """;

  private static final String LIST =
      """
      SELECT r.id, r.contact, r.county, r.reason, r.asked_by, r.asked_at, r.approved_by,
        r.approved_at, coalesce(a.name, '') AS asked_name, coalesce(b.name, '') AS approved_name
      FROM conversation.source_request r
      LEFT JOIN staff.account a ON a.id = r.asked_by
      LEFT JOIN staff.account b ON b.id = r.approved_by
      WHERE r.city = $1 AND r.asked_at > $2 ORDER BY r.asked_at DESC LIMIT 100
      """;

  private static final String APPROVE =
      """
      UPDATE conversation.source_request SET approved_by = $2, approved_at = $3
      WHERE id = $1 AND approved_by IS NULL AND asked_by <> $2 AND asked_at > $4
      """;

  private static final String ADDRESS =
      """
      SELECT i.contact, i.person, i.source_address
      FROM conversation.source_request r JOIN conversation.intake i ON i.contact = r.contact
      WHERE r.id = $1 AND $2 IN (r.asked_by, r.approved_by) AND r.approved_at > $3
        AND i.source_address IS NOT NULL
      """;

  private static final String FORGET =
      """
      UPDATE conversation.intake SET source_address = NULL
      WHERE source_address IS NOT NULL AND opened_at < $1
      """;

  private final SqlClient client;
  private final Vault vault;
  private final Audit audit;
  private final InstantSource clock;
  private final Ids ids = Ids.secure();

  SourceRequests(SqlClient client, Vault vault, Audit audit, InstantSource clock) {
    this.client = client;
    this.vault = vault;
    this.audit = audit;
    this.clock = clock;
  }

  /** A request as one of the two sees it. */
  record Request(
      UUID id,
      String contact,
      CountyCode county,
      String reason,
      boolean own,
      boolean readable,
      JsonObject asked,
      Optional<JsonObject> approved) {}

  /** Asks; fails with 404, or 409 {@code ambiguous} when four characters name several. */
  Future<UUID> ask(Actor by, String contact, String reason) {
    return client
        .preparedQuery(CONTACT)
        .execute(Tuple.of(by.city().value(), now().minus(KEPT), contact))
        .compose(rows -> {
          Row found = theOne(by, rows);
          UUID id = ids.next();
          String subject = "contact:" + found.getUUID("contact");
          return audit
              .record(by.who(), "source.ask", subject, Map.of("reason", reason))
              .compose(v ->
                  client
                      .preparedQuery(ASK)
                      .execute(
                          Tuple.of(
                                  id,
                                  found.getUUID("contact"),
                                  by.city().value(),
                                  found.getString("county"),
                                  reason,
                                  by.id().value())
                              .addValue(now())))
              .map(id);
        });
  }

  private static Row theOne(Actor by, RowSet<Row> rows) {
    List<Row> theirs =
        rows.stream().filter(row -> mine(by, new CountyCode(row.getString("county")))).toList();
    if (theirs.isEmpty()) {
      throw Problem.notFound();
    }
    if (rows.size() > 1) {
      throw Problem.conflict("ambiguous", "Several contacts begin like this; give the whole id.");
    }
    return theirs.getFirst();
  }

  private static boolean mine(Actor by, CountyCode county) {
    return by.may(Permission.SUPERVISE, by.city(), county);
  }

  /** The requests of the last day that are in their scope. */
  Future<List<Request>> list(Actor by) {
    return client
        .preparedQuery(LIST)
        .execute(Tuple.of(by.city().value(), now().minus(WAITING)))
        .map(rows ->
            rows.stream()
                .map(row -> request(by, row))
                .filter(request -> mine(by, request.county()))
                .toList());
  }

  private Request request(Actor by, Row row) {
    Optional<OffsetDateTime> approved = Optional.ofNullable(row.getOffsetDateTime("approved_at"));
    boolean own = row.getUUID("asked_by").equals(by.id().value());
    boolean second = by.id().value().equals(row.getUUID("approved_by"));
    return new Request(
        row.getUUID("id"),
        row.getUUID("contact").toString(),
        new CountyCode(row.getString("county")),
        row.getString("reason"),
        own,
        (own || second) && approved.filter(at -> at.plus(OPEN).isAfter(now())).isPresent(),
        whom(row.getString("asked_name"), row.getOffsetDateTime("asked_at")),
        approved.map(at -> whom(row.getString("approved_name"), at)));
  }

  private static JsonObject whom(String name, OffsetDateTime at) {
    return new JsonObject().put("name", name).put("at", at.toInstant());
  }

  /** Agrees as the second person; fails with 403 {@code second-person}, 404 or 409. */
  Future<Void> approve(Actor by, UUID id) {
    return accessible(by, id)
        .compose(request -> {
          if (request.own()) {
            throw Problem.forbidden("second-person", "Somebody else must agree.");
          }
          return record(by, "source.approve", request.contact());
        })
        .compose(v ->
            client
                .preparedQuery(APPROVE)
                .execute(Tuple.of(id, by.id().value(), now(), now().minus(WAITING))))
        .map(rows -> {
          if (rows.rowCount() == 0) {
            throw Problem.conflict("proposal-gone", "This request was decided meanwhile.");
          }
          return null;
        });
  }

  /** Opens the address for one of the two; fails with 404 or 409 {@code not-approved}. */
  Future<String> address(Actor by, UUID id) {
    return accessible(by, id)
        .compose(request -> {
          if (!request.readable()) {
            throw Problem.conflict("not-approved", "Two people agree first, for an hour.");
          }
          return record(by, "source.open", request.contact());
        })
        .compose(v ->
            client.preparedQuery(ADDRESS).execute(Tuple.of(id, by.id().value(), now().minus(OPEN))))
        .compose(rows -> {
          Row row = rows.stream().findFirst().orElseThrow(Problem::notFound);
          Buffer sealed = row.getBuffer("source_address");
          ContactId contact = new ContactId(row.getUUID("contact"));
          return vault
              .access(new PersonId(row.getUUID("person")))
              .map(key -> new Seal(contact, key).field("source_address", sealed.getBytes()));
        });
  }

  private Future<Request> accessible(Actor by, UUID id) {
    return list(by)
        .map(all ->
            all.stream()
                .filter(request -> request.id().equals(id))
                .findFirst()
                .orElseThrow(Problem::notFound));
  }

  private Future<Void> record(Actor by, String action, String contact) {
    return audit.record(by.who(), action, "contact:" + contact, Map.of());
  }

  /** Forgets addresses that were kept long enough. */
  Future<Void> forget() {
    return client.preparedQuery(FORGET).execute(Tuple.of(now().minus(KEPT))).mapEmpty();
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
