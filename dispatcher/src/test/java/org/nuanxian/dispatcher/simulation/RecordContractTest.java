package org.nuanxian.dispatcher.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.dispatcher.ContactState;
import org.nuanxian.dispatcher.Era;
import org.nuanxian.dispatcher.Event;
import org.nuanxian.dispatcher.Level;
import org.nuanxian.dispatcher.LevelSource;
import org.nuanxian.dispatcher.Opening;
import org.nuanxian.dispatcher.Outcome;
import org.nuanxian.dispatcher.Record;
import org.nuanxian.dispatcher.Record.Cursor;
import org.nuanxian.dispatcher.Record.Verdict;
import org.nuanxian.dispatcher.Stage;
import org.nuanxian.dispatcher.Stored;
import org.nuanxian.dispatcher.Wishes;
import org.nuanxian.dispatcher.policy.Hours;
import org.nuanxian.dispatcher.postgres.Alongside;
import org.nuanxian.dispatcher.postgres.PostgresRecord;
import org.nuanxian.roster.Gender;
import org.nuanxian.roster.Medium;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.postgres.Database;
import org.nuanxian.runtime.testing.Stores;

/** What every record promises, held by PostgreSQL's and by the simulator's alike. */
class RecordContractTest {
  @RegisterExtension static final Stores STORES = Stores.with("roster", "dispatch");

  private static final Era ERA = new Era("first");
  private static final Instant ARRIVAL = Instant.ofEpochMilli(1_800_000_000_123L);

  private final VolunteerId one = new VolunteerId(UUID.randomUUID());
  private final VolunteerId two = new VolunteerId(UUID.randomUUID());

  enum Kind {
    MEMORY,
    POSTGRES
  }

  private static Record record(Kind kind) {
    if (kind == Kind.MEMORY) {
      return new MemoryRecord();
    }
    Database database = STORES.database();
    CityCode city = STORES.city();
    PostgresRecord record =
        STORES.makeOnLoop(() ->
            new PostgresRecord(
                STORES.vertx(), database, city, STORES.metrics(), Alongside.NOTHING));
    STORES.onLoop(record::prepare);
    return record;
  }

  private static <T> T get(Callable<CompletionStage<T>> work) {
    return STORES.onLoop(() -> Future.fromCompletionStage(work.call()));
  }

  private Opening opening() {
    return new Opening(
        new ContactId(UUID.randomUUID()),
        STORES.county(),
        Medium.CHAT,
        "web",
        Level.YELLOW,
        true,
        Optional.of(Gender.FEMALE),
        true,
        true,
        Set.of(two),
        ARRIVAL);
  }

  private static Stored find(Record record, ContactId contact) {
    return get(() -> record.find(List.of(contact))).getFirst();
  }

  @ParameterizedTest
  @EnumSource
  void aRowIsWrittenOnceAndReadAsItWasSaid(Kind kind) {
    Record record = record(kind);
    Opening opening = opening();
    Stored row = get(() -> record.insert(opening));
    assertEquals(opening.wantsGender(), row.wantsGender());
    assertEquals(opening.avoid(), row.avoid());
    assertEquals(ARRIVAL, row.arrival());
    assertEquals(Stage.WAITING, row.stage());
    get(() -> record.setDanger(row.id(), true));
    Stored again = get(() -> record.insert(opening));
    assertTrue(again.danger());
    assertEquals(List.of(again), get(() -> record.open()));
    assertTrue(get(() -> record.find(List.of(new ContactId(UUID.randomUUID())))).isEmpty());
    assertTrue(get(() -> record.find(List.of())).isEmpty());
  }

  @ParameterizedTest
  @EnumSource
  void levelAndDangerGrowOneCounter(Kind kind) {
    Record record = record(kind);
    ContactId c = get(() -> record.insert(opening())).id();
    assertEquals(1, get(() -> record.setDanger(c, true)).orElseThrow().levelRev());
    Stored card = get(() -> record.setLevel(c, Level.BLUE)).orElseThrow();
    assertEquals(2, card.levelRev());
    assertTrue(card.danger());
    assertEquals(Level.BLUE, card.level());
    assertEquals(LevelSource.CARD, card.levelFrom());
    get(() -> record.tell(c, Wishes.raising(Level.NONE, LevelSource.CRISIS_WORD)));
    assertEquals(LevelSource.CARD, find(record, c).levelFrom());
    get(() -> record.tell(c, Wishes.raising(Level.YELLOW, LevelSource.CRISIS_WORD)));
    assertEquals(LevelSource.CRISIS_WORD, find(record, c).levelFrom());
    Stored off = get(() -> record.setDanger(c, false)).orElseThrow();
    assertEquals(5, off.levelRev());
    assertFalse(off.danger());
    assertTrue(get(() -> record.markLeft(c)).orElseThrow().leftQuickly());
    assertEquals(5, find(record, c).levelRev());
    ContactId unknown = new ContactId(UUID.randomUUID());
    assertTrue(get(() -> record.setDanger(unknown, true)).isEmpty());
    assertTrue(get(() -> record.setLevel(unknown, Level.RED)).isEmpty());
    assertTrue(get(() -> record.markLeft(unknown)).isEmpty());
  }

  @ParameterizedTest
  @EnumSource
  void aNewerTermIsTakenAnOlderOneIsNotAndNoneAfterTheEnd(Kind kind) {
    Record record = record(kind);
    replace(record, ERA);
    Stored row = get(() -> record.insert(opening()));
    ContactState first = Proposals.state(row, Stage.ACTIVE, Optional.of(one), 1);
    assertEquals(Verdict.CONFIRMED, get(() -> record.confirm(ERA, first)));
    assertEquals(Verdict.CONFIRMED, get(() -> record.confirm(ERA, first)));
    assertEquals(
        Verdict.OLDER,
        get(() -> record.confirm(ERA, Proposals.state(row, Stage.ACTIVE, Optional.of(two), 1))));
    assertEquals(List.of(row.id()), ids(get(() -> record.heldBy(one))));
    ContactState third = Proposals.state(row, Stage.WAITING, Optional.empty(), 3);
    assertEquals(Verdict.CONFIRMED, get(() -> record.confirm(ERA, third)));
    assertEquals(
        Verdict.OLDER,
        get(() -> record.confirm(ERA, Proposals.state(row, Stage.WRAP_UP, Optional.of(one), 2))));
    assertTrue(find(record, row.id()).returned());
    assertTrue(get(() -> record.heldBy(one)).isEmpty());
    ContactState last = Proposals.state(row, Stage.CLOSED, Optional.empty(), 4);
    assertEquals(Verdict.CONFIRMED, get(() -> record.confirm(ERA, last)));
    assertEquals(Optional.of(Outcome.COMPLETED), find(record, row.id()).outcome());
    ContactState queuedLate = Proposals.state(row, Stage.WAITING, Optional.empty(), 5);
    assertEquals(Verdict.OLDER, get(() -> record.confirm(ERA, queuedLate)));
    assertTrue(get(() -> record.open()).isEmpty());
  }

  private static List<ContactId> ids(List<Stored> rows) {
    return rows.stream().map(Stored::id).toList();
  }

  @ParameterizedTest
  @EnumSource
  void noTermOfAnotherEraIsTaken(Kind kind) {
    Record record = record(kind);
    assertEquals(Era.NONE, get(() -> record.era()));
    Stored row = get(() -> record.insert(opening()));
    ContactState held = Proposals.state(row, Stage.ACTIVE, Optional.of(one), 1);
    assertEquals(Verdict.OTHER_ERA, get(() -> record.confirm(ERA, held)));
    replace(record, ERA);
    assertEquals(List.of(row.id()), ids(get(() -> record.open())));
    assertEquals(ERA, get(() -> record.era()));
    assertEquals(Verdict.CONFIRMED, get(() -> record.confirm(ERA, held)));
    replace(record, new Era("second"));
    assertEquals(Verdict.CONFIRMED, get(() -> record.confirm(ERA, held)));
    assertEquals(
        Verdict.OTHER_ERA,
        get(() -> record.confirm(ERA, Proposals.state(row, Stage.WRAP_UP, Optional.of(one), 2))));
    assertEquals(1, find(record, row.id()).term());
    Stored stranger = get(() -> record(Kind.MEMORY).insert(opening()));
    ContactState unknown = Proposals.state(stranger, Stage.ACTIVE, Optional.of(one), 1);
    assertEquals(Verdict.OTHER_ERA, get(() -> record.confirm(ERA, unknown)));
    assertEquals(Verdict.OLDER, get(() -> record.confirm(new Era("second"), unknown)));
  }

  @ParameterizedTest
  @EnumSource
  void whoeverIsInDangerIsNotAbandoned(Kind kind) {
    Record record = record(kind);
    replace(record, ERA);
    Stored row = get(() -> record.insert(opening()));
    get(() -> record.setDanger(row.id(), true));
    ContactState gone =
        Proposals.abandoned(Proposals.state(row, Stage.CLOSED, Optional.empty(), 1));
    assertEquals(Verdict.OLDER, get(() -> record.confirm(ERA, gone)));
    assertEquals(Verdict.OLDER, get(() -> record.confirm(ERA, gone)));
    Stored kept = find(record, row.id());
    assertEquals(Stage.WAITING, kept.stage());
    assertEquals(2, kept.term());
    assertEquals(Optional.empty(), kept.outcome());
    assertEquals(List.of(kept), get(() -> record.open()));
    get(() -> record.setDanger(row.id(), false));
    ContactState later =
        Proposals.abandoned(Proposals.state(row, Stage.CLOSED, Optional.empty(), 3));
    assertEquals(Verdict.CONFIRMED, get(() -> record.confirm(ERA, later)));
    assertEquals(Optional.of(Outcome.ABANDONED), find(record, row.id()).outcome());
  }

  @ParameterizedTest
  @EnumSource
  void whoeverLeftANumberIsKeptCalledThriceAndFollowedUp(Kind kind) {
    Record record = record(kind);
    get(() -> record.replaceEra(Era.NONE, ERA));
    Stored row = get(() -> record.insert(opening()));
    Hours hours = new Hours(18, 22);
    Stored wished = get(() -> record.setCallback(row.id(), Optional.of(hours), 3)).orElseThrow();
    assertEquals(Optional.of(hours), wished.callBack().wished());
    assertEquals(1, wished.levelRev());
    ContactState gone =
        Proposals.abandoned(Proposals.state(wished, Stage.CLOSED, Optional.empty(), 1));
    assertEquals(Verdict.OLDER, get(() -> record.confirm(ERA, gone)));

    assertEquals(
        Verdict.CONFIRMED,
        get(() -> record.confirm(ERA, Proposals.state(wished, Stage.ACTIVE, Optional.of(one), 3))));
    ContactState missed =
        Proposals.missed(
            Proposals.state(wished, Stage.WAITING, Optional.empty(), 4), 1, false, ARRIVAL);
    assertEquals(Verdict.CONFIRMED, get(() -> record.confirm(ERA, missed)));
    assertEquals(Verdict.CONFIRMED, get(() -> record.confirm(ERA, missed)));
    Stored waits = find(record, row.id());
    assertEquals(1, waits.callBack().tries());
    assertEquals(Optional.of(ARRIVAL), waits.callBack().after());
    assertEquals(Optional.of(hours), waits.callBack().wished());
    assertTrue(get(() -> record.called(row.id(), one, 3)));
    assertFalse(get(() -> record.called(row.id(), two, 3)));

    get(() -> record.confirm(ERA, Proposals.state(waits, Stage.ACTIVE, Optional.of(two), 5)));
    ContactState last =
        Proposals.missed(
            Proposals.state(waits, Stage.CLOSED, Optional.empty(), 6), 3, true, ARRIVAL);
    assertEquals(Verdict.CONFIRMED, get(() -> record.confirm(ERA, last)));
    assertEquals(Optional.empty(), find(record, row.id()).callBack().wished());
    assertTrue(get(() -> record.setCallback(row.id(), Optional.of(hours), 3)).isEmpty());
    assertEquals(List.of("unreached false"), followUps(kind, record, row.id()));
  }

  /** Why somebody is to be followed up, and whether they were red. */
  private static List<String> followUps(Kind kind, Record record, ContactId contact) {
    if (kind == Kind.MEMORY) {
      return ((MemoryRecord) record).followUps().contains(contact)
          ? List.of(((MemoryRecord) record).followUpOf(contact))
          : List.of();
    }
    Database database = STORES.database();
    return STORES.onLoop(() ->
        database
            .client()
            .preparedQuery("SELECT why, red FROM dispatch.follow_up WHERE contact = $1")
            .execute(Tuple.of(contact.value()))
            .map(rows ->
                rows.stream().map(r -> r.getString("why") + " " + r.getBoolean("red")).toList()));
  }

  @ParameterizedTest
  @EnumSource
  void whoHangsUpIsFollowedUpAndInDangerCalled(Kind kind) {
    Record record = record(kind);
    replace(record, ERA);
    Stored calm = get(() -> record.insert(opening()));
    ContactState gone =
        Proposals.hungUp(
            Proposals.abandoned(Proposals.state(calm, Stage.CLOSED, Optional.empty(), 1)));
    assertEquals(Verdict.CONFIRMED, get(() -> record.confirm(ERA, gone)));
    assertTrue(find(record, calm.id()).hungUp());
    assertEquals(List.of("hungUp false"), followUps(kind, record, calm.id()));

    Stored other = get(() -> record.insert(opening()));
    get(() -> record.setDanger(other.id(), true));
    ContactState kept =
        Proposals.hungUp(
            Proposals.abandoned(Proposals.state(other, Stage.CLOSED, Optional.empty(), 1)));
    get(() -> record.confirm(ERA, kept));
    Stored waits = find(record, other.id());
    assertEquals(Stage.WAITING, waits.stage());
    assertTrue(waits.hungUp());
    assertEquals(Optional.of(Hours.ALWAYS), waits.callBack().wished());
    assertEquals(List.of(), followUps(kind, record, other.id()));
  }

  private static void replace(Record record, Era fresh) {
    Era ended = get(() -> record.era());
    assertTrue(get(() -> record.replaceEra(ended, fresh)));
  }

  @ParameterizedTest
  @EnumSource
  void aRebuildThatWasOvertakenDoesNotReplaceTheEra(Kind kind) {
    Record record = record(kind);
    Era slow = new Era("slow");
    assertTrue(get(() -> record.replaceEra(Era.NONE, ERA)));
    assertFalse(get(() -> record.replaceEra(Era.NONE, slow)));
    assertEquals(ERA, get(() -> record.era()));
    // The same rebuild may ask again when it did not hear the answer.
    assertTrue(get(() -> record.replaceEra(Era.NONE, ERA)));
    assertTrue(get(() -> record.replaceEra(ERA, slow)));
    assertEquals(slow, get(() -> record.era()));
  }

  private static Event event(Era era, long n, String streamId) {
    return new Event(
        streamId, era, n, ARRIVAL, "opened", Optional.empty(), Optional.empty(), "{\"a\":1}");
  }

  @ParameterizedTest
  @EnumSource
  void eventsMoveTheCursorOnlyFromWhereItStands(Kind kind) {
    Record record = record(kind);
    assertEquals(Cursor.START, get(() -> record.cursor()));
    List<Event> two = List.of(event(ERA, 1, "5-0"), event(ERA, 2, "5-1"));
    assertTrue(get(() -> record.append(Cursor.START, two)));
    Cursor after = new Cursor(ERA, 2, "5-1");
    assertEquals(after, get(() -> record.cursor()));
    assertFalse(get(() -> record.append(Cursor.START, two)));
    List<Event> again = List.of(event(ERA, 2, "5-1"), event(new Era("other"), 1, "6-0"));
    assertTrue(get(() -> record.append(after, again)));
    assertEquals(new Cursor(new Era("other"), 1, "6-0"), get(() -> record.cursor()));
  }
}
