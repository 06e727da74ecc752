package org.nuanxian.dispatcher.simulation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.nuanxian.dispatcher.CallBack;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.dispatcher.ContactState;
import org.nuanxian.dispatcher.Era;
import org.nuanxian.dispatcher.Event;
import org.nuanxian.dispatcher.Level;
import org.nuanxian.dispatcher.LevelSource;
import org.nuanxian.dispatcher.Opening;
import org.nuanxian.dispatcher.Outcome;
import org.nuanxian.dispatcher.Record;
import org.nuanxian.dispatcher.Stage;
import org.nuanxian.dispatcher.Stored;
import org.nuanxian.dispatcher.Wishes;
import org.nuanxian.dispatcher.policy.Hours;
import org.nuanxian.dispatcher.testing.RowCopy;
import org.nuanxian.roster.VolunteerId;

/**
 * The record without PostgreSQL: the same answers (see RecordContractTest), at once, and a memory
 * of every term that was ever taken. Not thread-safe. Twins override one rule each.
 */
class MemoryRecord implements Record {
  private final Map<ContactId, Stored> rows = new LinkedHashMap<>();
  private final Map<ContactId, TreeMap<Long, Stored>> terms = new HashMap<>();
  private final Map<Era, Set<Long>> events = new HashMap<>();
  private final Set<Try> calls = new HashSet<>();
  private final Map<ContactId, String> followUps = new HashMap<>();
  private Era era = Era.NONE;
  private Cursor cursor = Cursor.START;

  /** A call that reached nobody, and in which term. */
  private record Try(ContactId contact, VolunteerId volunteer, long term) {}

  private static <T> CompletionStage<T> done(T value) {
    return CompletableFuture.completedFuture(value);
  }

  /** The era that stands. */
  Era standing() {
    return era;
  }

  /** The row of a contact. */
  Optional<Stored> row(ContactId contact) {
    return Optional.ofNullable(rows.get(contact));
  }

  /** Every row there ever was. */
  Collection<Stored> all() {
    return rows.values();
  }

  /** The row as it was when that term was taken. */
  Optional<Stored> at(ContactId contact, long term) {
    return Optional.ofNullable(terms.getOrDefault(contact, new TreeMap<>()).get(term));
  }

  /** The counters of the events of an era that are written down. */
  Set<Long> written(Era of) {
    return events.getOrDefault(of, Set.of());
  }

  @Override
  public CompletionStage<Stored> insert(Opening o) {
    if (!rows.containsKey(o.id())) {
      put(Stored.opened(o));
    }
    return done(rows.get(o.id()));
  }

  private void put(Stored row) {
    rows.put(row.id(), row);
    terms.computeIfAbsent(row.id(), id -> new TreeMap<>()).putIfAbsent(row.term(), row);
  }

  private CompletionStage<Optional<Stored>> change(ContactId contact, UnaryOperator<Stored> how) {
    Optional<Stored> changed = row(contact).map(how);
    changed.ifPresent(row -> rows.put(contact, row));
    return done(changed);
  }

  @Override
  public CompletionStage<Optional<Stored>> setLevel(ContactId contact, Level level) {
    return change(
        contact,
        row -> RowCopy.of(graver(row, level, row.danger())).because(LevelSource.CARD).stored());
  }

  @Override
  public CompletionStage<Optional<Stored>> setDanger(ContactId contact, boolean danger) {
    return change(contact, row -> graver(row, row.level(), danger));
  }

  @Override
  public CompletionStage<Optional<Stored>> tell(ContactId contact, Wishes wishes) {
    return change(contact, row -> row.stage() == Stage.CLOSED ? row : wished(row, wishes));
  }

  @Override
  public CompletionStage<Optional<Stored>> setCallback(
      ContactId contact, Optional<Hours> hours, int triesMax) {
    Optional<Stored> open =
        row(contact)
            .filter(row -> row.stage() != Stage.CLOSED && !row.leftQuickly())
            .filter(row -> hours.isEmpty() || row.callBack().tries() < triesMax);
    return open.isEmpty() ? done(open) : change(contact, row -> wishes(row, hours));
  }

  private Stored wishes(Stored row, Optional<Hours> hours) {
    return RowCopy.of(graver(row, row.level(), row.danger()))
        .callBack(row.callBack().wishing(hours))
        .stored();
  }

  @Override
  public CompletionStage<Boolean> called(ContactId contact, VolunteerId volunteer, long term) {
    return done(calls.contains(new Try(contact, volunteer, term)));
  }

  /** What a trigger writes beside the row. */
  private void noteCall(Stored then, Stored now) {
    if (now.callBack().tries() > then.callBack().tries()) {
      then.holder().ifPresent(who -> calls.add(new Try(now.id(), who, then.term())));
    }
    if (leavesFollowUp(then, now)) {
      followUps.put(now.id(), why(then, now) + " " + red(now));
    }
  }

  /** Whether somebody is to look after a contact that has just ended. */
  boolean leavesFollowUp(Stored then, Stored now) {
    return now.stage() == Stage.CLOSED
        && (now.outcome().equals(Optional.of(Outcome.CALLBACK))
            || (now.outcome().equals(Optional.of(Outcome.ABANDONED)) && now.hungUp()));
  }

  /** The contacts that somebody is to look after though they are over. */
  Set<ContactId> followUps() {
    return followUps.keySet();
  }

  /** Why, and whether they were red. */
  String followUpOf(ContactId contact) {
    return followUps.get(contact);
  }

  private static String why(Stored then, Stored now) {
    if (now.outcome().equals(Optional.of(Outcome.ABANDONED))) {
      return "hungUp";
    }
    return then.stage() == Stage.WRAP_UP ? "promised" : "unreached";
  }

  private static boolean red(Stored row) {
    return row.danger() || row.level() == Level.RED;
  }

  @Override
  public CompletionStage<Optional<Stored>> markLeft(ContactId contact) {
    return change(contact, row -> left(row));
  }

  /** Whether a confirmation of that era is taken. */
  boolean eraTaken(Era proposed) {
    return proposed.equals(era);
  }

  /** Whether that term may follow the row's; none follows the end. */
  boolean termTaken(Stored row, ContactState state) {
    return row.term() < state.term() && row.stage() != Stage.CLOSED;
  }

  @Override
  public CompletionStage<Verdict> confirm(Era proposed, ContactState state) {
    Stored row = rows.get(state.id());
    if (row != null && eraTaken(proposed) && termTaken(row, state)) {
      Stored then = row;
      row = keeps(row, state) ? waiting(row, state) : moved(row, state);
      noteCall(then, row);
      put(row);
    }
    boolean stands =
        row != null
            && row.term() == state.term()
            && row.stage() == state.stage()
            && row.holder().equals(state.holder());
    if (stands) {
      return done(Verdict.CONFIRMED);
    }
    return done(proposed.equals(era) ? Verdict.OLDER : Verdict.OTHER_ERA);
  }

  /** Whether the words of that volunteer are taken: as the conversation's batch checks it. */
  boolean speaks(ContactId contact, VolunteerId volunteer, long term) {
    return row(contact)
        .filter(row -> row.holder().equals(Optional.of(volunteer)) && row.term() == term)
        .filter(row -> row.stage() == Stage.ACTIVE || row.stage() == Stage.CONNECTING)
        .isPresent();
  }

  /** Whether a rebuild reads the contacts before it ends the era: a mistake only a twin makes. */
  boolean readsBeforeEra() {
    return false;
  }

  /** Whether a rebuild that read that era may replace the one that stands. */
  boolean mayReplace(Era ended) {
    return ended.equals(era);
  }

  @Override
  public CompletionStage<Era> era() {
    return done(era);
  }

  @Override
  public CompletionStage<Boolean> replaceEra(Era ended, Era fresh) {
    if (mayReplace(ended)) {
      era = fresh;
    }
    return done(era.equals(fresh));
  }

  private CompletionStage<List<Stored>> select(Predicate<Stored> which) {
    return done(rows.values().stream().filter(which).toList());
  }

  @Override
  public CompletionStage<List<Stored>> open() {
    return select(row -> row.stage() != Stage.CLOSED);
  }

  @Override
  public CompletionStage<List<Stored>> find(Collection<ContactId> contacts) {
    Set<ContactId> wanted = new HashSet<>(contacts);
    return select(row -> wanted.contains(row.id()));
  }

  @Override
  public CompletionStage<List<Stored>> heldBy(VolunteerId volunteer) {
    return select(
        row -> row.stage() != Stage.CLOSED && row.holder().equals(Optional.of(volunteer)));
  }

  @Override
  public CompletionStage<Cursor> cursor() {
    return done(cursor);
  }

  @Override
  public CompletionStage<Boolean> append(Cursor before, List<Event> batch) {
    if (!cursor.equals(before)) {
      return done(false);
    }
    Event last = batch.getLast();
    cursor = new Cursor(last.era(), last.n(), last.streamId());
    for (Event event : new ArrayList<>(batch)) {
      events.computeIfAbsent(event.era(), of -> new HashSet<>()).add(event.n());
    }
    return done(true);
  }

  /** The number of the next change of level or danger. */
  long nextLevelRev(Stored row) {
    return row.levelRev() + 1;
  }

  private Stored graver(Stored r, Level level, boolean danger) {
    return RowCopy.of(r).told(level, danger, nextLevelRev(r)).stored();
  }

  private static Stored left(Stored r) {
    return RowCopy.of(r).leftQuickly().stored();
  }

  private static Stored wished(Stored r, Wishes wishes) {
    Set<VolunteerId> avoid = new HashSet<>(r.avoid());
    avoid.addAll(wishes.avoid());
    boolean graver = wishes.level().filter(told -> told.compareTo(r.level()) < 0).isPresent();
    return RowCopy.of(r)
        .told(graver ? wishes.level().get() : r.level(), r.danger(), r.levelRev() + 1)
        .because(graver ? wishes.levelFrom() : r.levelFrom())
        .wishing(
            wishes.origin().orElse(r.origin()),
            wishes.avoidCounty().orElse(r.avoidCounty()),
            wishes.wantsGender().or(r::wantsGender),
            Set.copyOf(avoid))
        .minor(wishes.minor().orElse(r.minor()))
        .stored();
  }

  /** Whether a contact is not abandoned because it is red on record, or to be called. */
  boolean keeps(Stored row, ContactState state) {
    return state.stage() == Stage.CLOSED
        && state.outcome().equals(Optional.of(Outcome.ABANDONED))
        && (red(row) || row.callBack().wished().isPresent());
  }

  private Stored waiting(Stored row, ContactState state) {
    return moved(
        called(row, state),
        Stage.WAITING,
        Optional.empty(),
        Optional.empty(),
        state.term() + 1,
        state.returned());
  }

  private Stored moved(Stored row, ContactState state) {
    return moved(
        called(row, state),
        state.stage(),
        state.outcome(),
        state.holder(),
        state.term(),
        state.returned());
  }

  /** Whether nobody is on the line any more. */
  boolean hungUp(Stored row, ContactState state) {
    return row.hungUp() || state.hungUp();
  }

  private Stored called(Stored row, ContactState state) {
    CallBack then = row.callBack();
    CallBack now = state.callBack();
    boolean mayBeCalled = (red(row) || state.red()) && !row.leftQuickly();
    Optional<Hours> wished = mayBeCalled ? then.wished().or(state::callable) : then.wished();
    return RowCopy.of(row)
        .hungUp(hungUp(row, state))
        .callBack(
            new CallBack(
                state.callsOver() ? Optional.empty() : wished,
                Math.max(then.tries(), now.tries()),
                now.last().or(then::last),
                now.after().or(then::after)))
        .stored();
  }

  private static Stored moved(
      Stored r,
      Stage stage,
      Optional<Outcome> outcome,
      Optional<VolunteerId> holder,
      long term,
      boolean returned) {
    return RowCopy.of(r)
        .moved(stage, outcome, holder, term)
        .returned(r.returned() || returned)
        .stored();
  }
}
