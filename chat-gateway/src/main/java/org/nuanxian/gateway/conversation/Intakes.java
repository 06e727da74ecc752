package org.nuanxian.gateway.conversation;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.id.CountyCode;
import org.nuanxian.runtime.vault.PersonId;

/** The rows of {@code conversation.intake}: one for each contact, written once, token apart. */
public final class Intakes {
  private static final String FIELDS =
      """
      contact, person, city, county, test, opened_at, language, topic, distress, token_generation,
      token_live, socket_opened, danger_at, nuisance, nuisance_until, read_by_seeker, read_by_volunteer\
      """;

  private static final String INSERT =
      """
      INSERT INTO conversation.intake
        (contact, person, request_id, request_digest, channel, source_address, city, county,
         county_told, opened_at, nickname, age_band, topic, distress, self_danger, wants,
         consent_version, consent_recording, language, sex, for_whom, local, test,
         nuisance, nuisance_until, called_number, caller_shown, caller_fit)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
        $20, $21, $22, $23, $24, $25, $26, $27, $28)
      ON CONFLICT (request_id) DO NOTHING\
      """;

  private static final String OF =
      "SELECT " + FIELDS + " FROM conversation.intake WHERE contact = $1";

  private static final String OF_REQUEST =
      "SELECT request_digest, " + FIELDS + " FROM conversation.intake WHERE request_id = $1";

  private static final String TOLD =
      """
      SELECT topic, age_band, distress, self_danger, county_told, language, caller_shown, caller_fit
      FROM conversation.intake WHERE contact = $1\
      """;

  private static final String NICKNAME =
      "SELECT nickname FROM conversation.intake WHERE contact = $1";

  private static final String SOCKET_OPENED =
      "UPDATE conversation.intake SET socket_opened = true WHERE contact = $1 AND NOT"
          + " socket_opened";

  private static final String DANGER =
      """
      UPDATE conversation.intake
      SET danger_at = CASE WHEN $2 THEN coalesce(danger_at, $3) END WHERE contact = $1\
      """;

  private static final String REVOKE =
      """
      UPDATE conversation.intake SET token_generation = token_generation + 1, token_live = false
      WHERE contact = $1 AND token_generation = $2 RETURNING token_generation\
      """;

  private static final String RENEW =
      """
      UPDATE conversation.intake SET token_generation = token_generation + 1, token_live = true,
        socket_opened = false
      WHERE contact = $1
      RETURNING
      """
          + FIELDS;

  private static final String READ =
      """
      UPDATE conversation.intake SET
        read_by_seeker = greatest(read_by_seeker, CASE WHEN $2 = 1 THEN $3 ELSE 0 END),
        read_by_volunteer = greatest(read_by_volunteer, CASE WHEN $2 = 2 THEN $3 ELSE 0 END)
      WHERE contact = $1\
      """;

  private static final String WANTS =
      "SELECT wants, county_told FROM conversation.intake WHERE contact = $1";

  private static final String TELL =
      """
      UPDATE conversation.intake SET
        county = coalesce($2, county), county_told = county_told OR $2 IS NOT NULL,
        nickname = coalesce($3, nickname), age_band = coalesce($4, age_band),
        topic = coalesce($5, topic), distress = coalesce($6, distress),
        self_danger = coalesce($7, self_danger), wants = coalesce($8, wants),
        sex = coalesce($9, sex), for_whom = coalesce($10, for_whom), local = coalesce($11, local)
      WHERE contact = $1\
      """;

  /** The channel of contacts that try a seat; they are marked, and never counted. */
  public static final String TEST_CHANNEL = "test";

  private static final String UNKNOWN = "unknown";

  /** Who names a county of the city is there. */
  private static final String LOCAL = "local";

  private final SqlClient client;
  private final Hiding hiding;

  /** Intakes over this client. */
  public Intakes(SqlClient client) {
    this.client = client;
    this.hiding = new Hiding(client);
  }

  /** An intake found by request id, with the digest of what was asked then. */
  public record Repeated(Intake intake, String digest) {}

  /**
   * What the person told, as the volunteer may see it.
   *
   * @param topic coded
   * @param ageBand coded
   * @param distress 0 to 10
   * @param danger none, thoughts, plan or now
   * @param county false where the county was assumed
   * @param language {@code zh} or {@code en}
   * @param caller of a call, what its number is worth
   */
  public record Told(
      Optional<String> topic,
      Optional<String> ageBand,
      OptionalInt distress,
      Optional<String> danger,
      boolean county,
      String language,
      Optional<CallerWorth> caller) {}

  /** Writes a new intake; false when the request id was used before. */
  public Future<Boolean> insert(NewIntake intake, Seal seal) {
    NewIntake.Told told = intake.told();
    NewIntake.Request request = intake.request();
    Tuple row =
        Tuple.tuple()
            .addValue(intake.contact().value())
            .addValue(intake.person().value())
            .addValue(request.id())
            .addValue(request.digest())
            .addValue(request.channel())
            .addValue(Buffer.buffer(seal.field("source_address", request.sourceAddress())))
            .addValue(told.city().value())
            .addValue(told.county().value())
            .addValue(told.countyTold())
            .addValue(OffsetDateTime.ofInstant(intake.openedAt(), ZoneOffset.UTC))
            .addValue(sealed(seal, "nickname", told.nickname()).orElse(null))
            .addValue(told.ageBand().orElse(null))
            .addValue(told.topic().orElse(null))
            .addValue(told.distress().isPresent() ? (short) told.distress().getAsInt() : null)
            .addValue(told.danger().orElse(null))
            .addValue(sealed(seal, "wants", told.wants()).orElse(null))
            .addValue(told.consentVersion())
            .addValue(told.recording())
            .addValue(told.language())
            .addValue(told.about().sex().orElse(UNKNOWN))
            .addValue(told.about().forWhom().orElse(UNKNOWN))
            .addValue(told.about().local().orElse(told.countyTold() ? LOCAL : UNKNOWN))
            .addValue(request.channel().equals(TEST_CHANNEL))
            .addValue(intake.heldBack().map(HeldBack::reason).orElse(null))
            .addValue(
                intake.heldBack().map(held -> held.until().atOffset(ZoneOffset.UTC)).orElse(null))
            .addValue(request.call().map(NewIntake.Call::called).orElse(null))
            .addValue(request.call().map(NewIntake.Call::shown).orElse(null))
            .addValue(request.call().map(NewIntake.Call::fit).orElse(null));
    return client.preparedQuery(INSERT).execute(row).map(done -> done.rowCount() == 1);
  }

  /** The intake of a contact. */
  public Future<Optional<Intake>> of(ContactId contact) {
    return client
        .preparedQuery(OF)
        .execute(Tuple.of(contact.value()))
        .map(rows -> first(rows).map(Intakes::intake));
  }

  /** The intake that a request made. */
  public Future<Optional<Repeated>> ofRequest(UUID request) {
    return client
        .preparedQuery(OF_REQUEST)
        .execute(Tuple.of(request))
        .map(rows ->
            first(rows).map(row -> new Repeated(intake(row), row.getString("request_digest"))));
  }

  /** What the person told when opening; empty for an unknown contact. */
  public Future<Optional<Told>> told(ContactId contact) {
    return client
        .preparedQuery(TOLD)
        .execute(Tuple.of(contact.value()))
        .map(rows -> first(rows).map(Intakes::told));
  }

  private static Told told(Row row) {
    return new Told(
        Optional.ofNullable(row.getString("topic")),
        Optional.ofNullable(row.getString("age_band")),
        distress(row),
        Optional.ofNullable(row.getString("self_danger")),
        row.getBoolean("county_told"),
        row.getString("language"),
        Optional.ofNullable(row.getBoolean("caller_shown"))
            .map(shown -> new CallerWorth(shown, row.getBoolean("caller_fit"))));
  }

  private static OptionalInt distress(Row row) {
    Short distress = row.getShort("distress");
    return distress == null ? OptionalInt.empty() : OptionalInt.of(distress);
  }

  /** What the person wants to be called. */
  public Future<Optional<String>> nickname(Conversation conversation) {
    return client
        .preparedQuery(NICKNAME)
        .execute(Tuple.of(conversation.contact().value()))
        .map(rows ->
            first(rows)
                .map(row -> row.getBuffer("nickname"))
                .map(sealed -> conversation.seal().field("nickname", sealed.getBytes())));
  }

  /**
   * What is kept from new volunteers, as whoever holds the contact under this term must know it
   * before they read anything.
   */
  public Future<Hidden> hidden(ContactId contact, long term) {
    return hiding.hidden(contact, term);
  }

  /** Keeps what was said from the new volunteer; empty when there was no change of volunteer. */
  public Future<Optional<Hidden>> hide(ContactId contact) {
    return hiding.hide(contact);
  }

  /**
   * Keeps what will have been said from whoever holds the contact next.
   *
   * @param term of the present holder
   * @return false when it is another one
   */
  public Future<Boolean> hideAhead(ContactId contact, long term) {
    return hiding.ahead(contact, term);
  }

  /** Is anything kept from volunteers who come? */
  public Future<Boolean> keepsEarlier(ContactId contact) {
    return hiding.keeps(contact);
  }

  /**
   * What is wanted of whoever listens.
   *
   * @param wants as it was told so far
   * @param countyTold false while the county is assumed
   */
  public record Wanted(JsonObject wants, boolean countyTold) {}

  /** What is wanted so far. */
  public Future<Wanted> wants(Conversation conversation) {
    return client
        .preparedQuery(WANTS)
        .execute(Tuple.of(conversation.contact().value()))
        .map(rows -> {
          Row row = first(rows).orElseThrow(); // whoever has a conversation has an intake
          Buffer sealed = row.getBuffer("wants");
          JsonObject wants =
              sealed == null
                  ? new JsonObject()
                  : new JsonObject(conversation.seal().field("wants", sealed.getBytes()));
          return new Wanted(wants, row.getBoolean("county_told"));
        });
  }

  /**
   * What was told after opening; what is absent stays as it was.
   *
   * @param wants all that is wanted now
   */
  public record Retold(
      Optional<CountyCode> county,
      Optional<String> nickname,
      Optional<String> ageBand,
      Optional<String> topic,
      NewIntake.About about,
      OptionalInt distress,
      Optional<String> danger,
      JsonObject wants) {}

  /** Writes down what was told after opening. */
  public Future<Void> tell(Conversation conversation, Retold told) {
    Optional<String> wants =
        Optional.of(told.wants()).filter(w -> !w.isEmpty()).map(JsonObject::encode);
    Tuple row =
        Tuple.tuple()
            .addValue(conversation.contact().value())
            .addValue(told.county().map(CountyCode::value).orElse(null))
            .addValue(sealed(conversation.seal(), "nickname", told.nickname()).orElse(null))
            .addValue(told.ageBand().orElse(null))
            .addValue(told.topic().orElse(null))
            .addValue(told.distress().isPresent() ? (short) told.distress().getAsInt() : null)
            .addValue(told.danger().orElse(null))
            .addValue(sealed(conversation.seal(), "wants", wants).orElse(null))
            .addValue(told.about().sex().orElse(null))
            .addValue(told.about().forWhom().orElse(null))
            .addValue(told.about().local().orElse(null));
    return client.preparedQuery(TELL).execute(row).mapEmpty();
  }

  /** From now on a repeat of the request is answered without the token. */
  public Future<Void> socketOpened(ContactId contact) {
    return client.preparedQuery(SOCKET_OPENED).execute(Tuple.of(contact.value())).mapEmpty();
  }

  /** Danger was pressed, or taken back; the first press counts. */
  public Future<Void> danger(ContactId contact, boolean pressed, Instant now) {
    return client
        .preparedQuery(DANGER)
        .execute(Tuple.of(contact.value(), pressed, OffsetDateTime.ofInstant(now, ZoneOffset.UTC)))
        .mapEmpty();
  }

  /** Revokes the token of this generation; answers the next, or empty when it was replaced. */
  public Future<OptionalInt> revoke(ContactId contact, int generation) {
    return client
        .preparedQuery(REVOKE)
        .execute(Tuple.of(contact.value(), generation))
        .map(rows ->
            first(rows)
                .map(row -> OptionalInt.of(row.getInteger("token_generation")))
                .orElse(OptionalInt.empty()));
  }

  /** Replaces the token by a new one. */
  public Future<Optional<Intake>> renew(ContactId contact) {
    return client
        .preparedQuery(RENEW)
        .execute(Tuple.of(contact.value()))
        .map(rows -> first(rows).map(Intakes::intake));
  }

  /** One side has read up to a number; a lower number changes nothing. */
  public Future<Void> read(ContactId contact, Side side, long seq) {
    return client
        .preparedQuery(READ)
        .execute(Tuple.of(contact.value(), (int) side.code(), seq))
        .mapEmpty();
  }

  private static Optional<Buffer> sealed(Seal seal, String field, Optional<String> value) {
    return value.map(text -> Buffer.buffer(seal.field(field, text)));
  }

  private static Optional<Row> first(RowSet<Row> rows) {
    var all = rows.iterator();
    return all.hasNext() ? Optional.of(all.next()) : Optional.empty();
  }

  private static Intake intake(Row row) {
    return new Intake(
        new ContactId(row.getUUID("contact")),
        new PersonId(row.getUUID("person")),
        new CityCode(row.getString("city")),
        new CountyCode(row.getString("county")),
        row.getBoolean("test"),
        row.getOffsetDateTime("opened_at").toInstant(),
        row.getString("language"),
        Optional.ofNullable(row.getString("topic")),
        distress(row),
        new Intake.TokenState(row.getInteger("token_generation"), row.getBoolean("token_live")),
        row.getBoolean("socket_opened"),
        Optional.ofNullable(row.getOffsetDateTime("danger_at")).map(OffsetDateTime::toInstant),
        Optional.ofNullable(row.getString("nuisance"))
            .map(reason ->
                new HeldBack(reason, row.getOffsetDateTime("nuisance_until").toInstant())),
        row.getLong("read_by_seeker"),
        row.getLong("read_by_volunteer"));
  }
}
