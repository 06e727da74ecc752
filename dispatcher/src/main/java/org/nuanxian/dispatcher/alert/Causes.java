package org.nuanxian.dispatcher.alert;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.nuanxian.dispatcher.Cause;
import org.nuanxian.dispatcher.CountyQueue;
import org.nuanxian.dispatcher.Dispatcher;
import org.nuanxian.dispatcher.ServerName;
import org.nuanxian.dispatcher.Stage;
import org.nuanxian.dispatcher.call.ViewCity;
import org.nuanxian.dispatcher.ladder.AlarmKind;
import org.nuanxian.dispatcher.ladder.CityLadders;
import org.nuanxian.dispatcher.ladder.Roll;
import org.nuanxian.dispatcher.policy.Standby;
import org.nuanxian.roster.City;
import org.nuanxian.roster.County;
import org.nuanxian.roster.Coverage;
import org.nuanxian.roster.Plan;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.id.CountyCode;

/**
 * Looks for what calls people though it concerns no contact. One node of a city at a time looks;
 * what it says is so begins an alarm, and what is so no more ends it. See ops/docs/alerts.md.
 */
public final class Causes {
  /** A node that misses so many looks is followed by another. */
  private static final int LOOKS_MISSED_MAX = 3;

  /** A gap that begins later is still to be filled by whoever plans. */
  private static final Duration AHEAD = Duration.ofHours(2);

  /** The plan is read less often than all else: it is a question for each county. */
  private static final Duration PLAN_EACH = Duration.ofMinutes(2);

  private final Basis basis;

  /** The counties with a gap, as read last. Written by the node's loop. */
  private final Map<CityCode, Gaps> gaps = new HashMap<>();

  /** Who has come, by city. Written by the node's loop. */
  private final Map<CityCode, Attendance> attendance = new HashMap<>();

  private record Gaps(Instant at, List<Cause> causes) {}

  /**
   * What it stands on.
   *
   * @param ladders the roll of a city, which says who is on duty
   * @param plan how shifts are filled
   * @param open whether a city's line is open
   * @param failing whether a channel that serves the city fails
   * @param callOut calls those on call at home
   * @param unreached the counties of a city where somebody in danger is to be followed up
   * @param attended whether people of the roster are expected to come; in a demo nobody does
   * @param storeTrouble whether the disk of this node will not do for long
   * @param backupTrouble whether no good backup is where this node expects one
   * @param every how often a node looks
   */
  public record Basis(
      Function<CityCode, CityLadders> ladders,
      Plan plan,
      Predicate<CityCode> open,
      Predicate<CityCode> failing,
      Function<CityCode, Future<Set<CountyCode>>> unreached,
      boolean attended,
      BooleanSupplier storeTrouble,
      BooleanSupplier backupTrouble,
      Duration every,
      CallOut callOut,
      InstantSource clock) {}

  /** Begins nothing by itself. */
  public Causes(Basis basis) {
    this.basis = basis;
  }

  /** Looks at a city, if it is this node's turn. */
  public Future<Void> look(City city, Dispatcher dispatcher) {
    Duration lease = basis.every().multipliedBy(LOOKS_MISSED_MAX);
    return Future.fromCompletionStage(dispatcher.chores().lease("causes", lease))
        .compose(mine -> mine ? say(city, dispatcher) : Future.succeededFuture());
  }

  private Future<Void> say(City city, Dispatcher dispatcher) {
    CountyCode all = new CountyCode(city.code().value());
    boolean open = basis.open().test(city.code());
    boolean nobody = open && basis.ladders().apply(city.code()).roll().onShift().isEmpty();
    List<Cause> causes = new ArrayList<>();
    causes.add(new Cause(AlarmKind.NOBODY_ON_DUTY.wire(), all, nobody));
    causes.add(new Cause(AlarmKind.CHANNEL_FAILING.wire(), all, basis.failing().test(city.code())));
    causes.add(new Cause(AlarmKind.STORE_TROUBLE.wire(), all, basis.storeTrouble().getAsBoolean()));
    causes.add(
        new Cause(AlarmKind.BACKUP_TROUBLE.wire(), all, basis.backupTrouble().getAsBoolean()));
    Future<List<ServerName>> missed = Future.fromCompletionStage(dispatcher.chores().missed());
    Future<List<CountyQueue>> queue = Future.fromCompletionStage(dispatcher.queue());
    Future<List<Cause>> planned = planned(city, open);
    Future<Set<CountyCode>> unreached = basis.unreached().apply(city.code());
    Future<ViewCity.View> view =
        Future.fromCompletionStage(
            dispatcher.view(city.counties().stream().map(County::code).toList()));
    Roll roll = basis.ladders().apply(city.code()).roll();
    return Future.all(queue, planned, unreached, view, missed)
        .compose(read -> {
          causes.add(lost(all, missed.result()));
          for (County county : city.counties()) {
            boolean red = unreached.result().contains(county.code());
            causes.add(new Cause(AlarmKind.RED_UNREACHED.wire(), county.code(), red));
          }
          Standby standby = dispatcher.policy().standby();
          queue
              .result()
              .forEach(one ->
                  causes.add(new Cause(AlarmKind.LONG_WAIT.wire(), one.county(), one.overdue())));
          causes.addAll(planned.result());
          causes.addAll(calledIn(queue.result(), view.result(), standby));
          causes.addAll(absent(city, open, roll, view.result()));
          return Future.fromCompletionStage(dispatcher.chores().setCauses(causes));
        })
        .compose(
            said -> basis.callOut().look(city, roll, queue.result(), view.result(), why(causes)));
  }

  /** Servers that went without a goodbye; all of them are one alarm. */
  private static Cause lost(CountyCode all, List<ServerName> missed) {
    String names = missed.stream().map(ServerName::value).collect(Collectors.joining("、"));
    return new Cause(
        AlarmKind.NODE_LOST.wire(),
        all,
        !missed.isEmpty(),
        Optional.of(names).filter(text -> !text.isEmpty()));
  }

  /** Where so many wait, or for so long, that people on call are called in. */
  private static List<Cause> calledIn(
      List<CountyQueue> queues, ViewCity.View view, Standby standby) {
    return queues.stream()
        .map(one ->
            new Cause(
                AlarmKind.STANDBY.wire(),
                one.county(),
                standby.callsFor(waiting(view, one.county()), one.longestSeconds())))
        .toList();
  }

  /** Who left a number and went is called when it is their turn, and makes no queue. */
  private static int waiting(ViewCity.View view, CountyCode county) {
    return Math.toIntExact(
        view.contacts().stream()
            .filter(one -> one.origin().equals(county) && one.stage() == Stage.WAITING)
            .filter(one -> !one.aside())
            .filter(one -> !one.away() || one.callBack().wished().isEmpty())
            .count());
  }

  /** Where somebody has not come to their seat. */
  private List<Cause> absent(City city, boolean open, Roll roll, ViewCity.View view) {
    Set<CountyCode> missing =
        attendance
            .computeIfAbsent(city.code(), code -> new Attendance())
            .missing(roll.onShift(), view, basis.clock().instant());
    return city.counties().stream()
        .map(County::code)
        .map(county ->
            new Cause(
                AlarmKind.NO_SHOW.wire(),
                county,
                open && basis.attended() && missing.contains(county)))
        .toList();
  }

  /** Why people on call are called in though nobody is left waiting, if they are. */
  private static Optional<AlarmKind> why(List<Cause> causes) {
    return Stream.of(AlarmKind.NO_SHOW, AlarmKind.STANDBY)
        .filter(kind ->
            causes.stream().anyMatch(cause -> cause.so() && cause.kind().equals(kind.wire())))
        .findFirst();
  }

  private Future<List<Cause>> planned(City city, boolean open) {
    Instant now = basis.clock().instant();
    Gaps known = gaps.get(city.code());
    if (known != null && now.isBefore(known.at().plus(PLAN_EACH))) {
      return Future.succeededFuture(known.causes());
    }
    List<Future<Cause>> all = new ArrayList<>();
    for (County county : city.counties()) {
      all.add(
          basis
              .plan()
              .coverage(county.code(), now, now.plus(AHEAD))
              .map(coverage ->
                  new Cause(
                      AlarmKind.COVERAGE_GAP.wire(), county.code(), open && hasGap(coverage))));
    }
    return Future.all(all)
        .map(read -> all.stream().map(Future::result).toList())
        .onSuccess(causes -> gaps.put(city.code(), new Gaps(now, causes)));
  }

  /** Somebody is wanted and nobody is there, at a desk or on call. */
  private static boolean hasGap(Coverage coverage) {
    return coverage.spans().stream()
        .anyMatch(span -> span.wantedAtDesk() > 0 && span.atDesk() + span.onCall() == 0);
  }
}
