package org.nuanxian.dispatcher.alert;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import org.nuanxian.dispatcher.Cause;
import org.nuanxian.dispatcher.CountyQueue;
import org.nuanxian.dispatcher.Dispatcher;
import org.nuanxian.dispatcher.ladder.AlarmKind;
import org.nuanxian.dispatcher.ladder.CityLadders;
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
  /** How often the node that looks does so. */
  public static final Duration EVERY = Duration.ofSeconds(15);

  /** Two looks and a half: a node that dies is followed by another. */
  private static final Duration LEASE = Duration.ofSeconds(40);

  /** A gap that begins later is still to be filled by whoever plans. */
  private static final Duration AHEAD = Duration.ofHours(2);

  /** The plan is read less often than all else: it is a question for each county. */
  private static final Duration PLAN_EACH = Duration.ofMinutes(2);

  private final Basis basis;

  /** The counties with a gap, as read last. Written by the node's loop. */
  private final Map<CityCode, Gaps> gaps = new HashMap<>();

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
   * @param storeTrouble whether the disk of this node will not do for long
   */
  public record Basis(
      Function<CityCode, CityLadders> ladders,
      Plan plan,
      Predicate<CityCode> open,
      Predicate<CityCode> failing,
      Function<CityCode, Future<Set<CountyCode>>> unreached,
      BooleanSupplier storeTrouble,
      CallOut callOut,
      InstantSource clock) {}

  /** Begins nothing by itself. */
  public Causes(Basis basis) {
    this.basis = basis;
  }

  /** Looks at a city, if it is this node's turn. */
  public Future<Void> look(City city, Dispatcher dispatcher) {
    return Future.fromCompletionStage(dispatcher.chores().lease("causes", LEASE))
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
    Future<List<CountyQueue>> queue = Future.fromCompletionStage(dispatcher.queue());
    Future<List<Cause>> planned = planned(city, open);
    Future<Set<CountyCode>> unreached = basis.unreached().apply(city.code());
    return Future.all(queue, planned, unreached)
        .compose(read -> {
          for (County county : city.counties()) {
            boolean red = unreached.result().contains(county.code());
            causes.add(new Cause(AlarmKind.RED_UNREACHED.wire(), county.code(), red));
          }
          queue
              .result()
              .forEach(one ->
                  causes.add(new Cause(AlarmKind.LONG_WAIT.wire(), one.county(), one.overdue())));
          causes.addAll(planned.result());
          return Future.fromCompletionStage(dispatcher.chores().setCauses(causes));
        })
        .compose(said ->
            basis
                .callOut()
                .look(city, basis.ladders().apply(city.code()).roll(), queue.result(), dispatcher));
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
