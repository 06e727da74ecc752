package org.nuanxian.server;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.UUID;
import org.nuanxian.dispatcher.Dispatcher;
import org.nuanxian.dispatcher.Era;
import org.nuanxian.dispatcher.NodeId;
import org.nuanxian.dispatcher.Policy;
import org.nuanxian.dispatcher.Ports;
import org.nuanxian.dispatcher.ServerName;
import org.nuanxian.dispatcher.alert.Causes;
import org.nuanxian.dispatcher.ladder.LadderBook;
import org.nuanxian.dispatcher.ladder.WeeklyTest;
import org.nuanxian.dispatcher.loop.LoopTimer;
import org.nuanxian.dispatcher.policy.Policies;
import org.nuanxian.dispatcher.postgres.Alongside;
import org.nuanxian.dispatcher.postgres.PostgresRecord;
import org.nuanxian.dispatcher.redis.HintNotices;
import org.nuanxian.dispatcher.redis.RedisNow;
import org.nuanxian.dispatcher.roster.RosterDuty;
import org.nuanxian.roster.City;
import org.nuanxian.roster.County;
import org.nuanxian.roster.Roster;
import org.nuanxian.runtime.config.TimingConfig;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.postgres.Database;
import org.nuanxian.runtime.redis.Hints;
import org.nuanxian.runtime.redis.RedisLink;

/** The line of one city on this node: its dispatcher between the real stores. */
final class CityLine {
  /** What all cities of a node share. */
  record Shared(
      Vertx vertx,
      Context loop,
      Database database,
      RedisLink redis,
      Hints hints,
      Roster roster,
      TimingConfig timing,
      NodeId node,
      ServerName server,
      Time time,
      MeterRegistry metrics,
      LadderBook ladders,
      Causes causes,
      WeeklyTest weekly,
      Alongside alongside,
      Policies policies) {}

  private final Shared shared;
  private final City city;
  private final CityCode code;
  private final PostgresRecord record;
  private final RosterDuty duty;
  private final RedisNow now;
  private final Dispatcher dispatcher;

  CityLine(Shared shared, City city) {
    this.shared = shared;
    this.city = city;
    this.code = city.code();
    this.record =
        new PostgresRecord(
            shared.vertx(), shared.database(), code, shared.metrics(), shared.alongside());
    this.duty = new RosterDuty(shared.roster(), code, shared.time().clock(), shared.metrics());
    Policy policy = new Policy(shared.timing());
    this.now = new RedisNow(shared.redis(), code, policy, shared.time().present());
    Ports ports =
        new Ports(
            now,
            record,
            duty,
            new HintNotices(shared.hints(), code),
            new LoopTimer(shared.vertx(), shared.loop()),
            shared.time().clock());
    this.dispatcher =
        new Dispatcher(
            ports,
            new Dispatcher.Setting(
                shared.node(),
                shared.server(),
                policy,
                city.counties().stream().map(County::code).toList(),
                () -> new Era(UUID.randomUUID().toString()),
                shared.metrics()));
  }

  CityCode code() {
    return code;
  }

  Dispatcher dispatcher() {
    return dispatcher;
  }

  /** Completes when the city's present stands and matching has begun. */
  Future<Void> start() {
    return record
        .prepare()
        .compose(v -> shared.policies().follow(code, now::decide))
        .compose(v -> shared.roster().onChange(code, this::rosterChanged))
        .compose(v -> Future.fromCompletionStage(dispatcher.start(), shared.loop()))
        .onSuccess(started -> {
          shared.redis().onUp(dispatcher::reconnected);
          look();
          shared.vertx().setPeriodic(shared.timing().shiftCheck().toMillis(), timer -> look());
          shared.vertx().setPeriodic(shared.timing().causes().toMillis(), timer -> lookForCauses());
          shared.vertx().setPeriodic(WeeklyTest.EVERY.toMillis(), timer -> lookAtTheWeek());
        });
  }

  /** What fails now is done by the next look, of whatever node. */
  private void lookForCauses() {
    shared
        .causes()
        .look(city, dispatcher)
        .onFailure(
            away -> shared.metrics().counter("dispatcher.deferred", "what", "causes").increment());
  }

  private void lookAtTheWeek() {
    shared
        .weekly()
        .look(city, dispatcher)
        .onFailure(
            away -> shared.metrics().counter("dispatcher.deferred", "what", "weekly").increment());
  }

  /** What changes by the clock, or elsewhere. */
  private void look() {
    duty.refresh();
    dispatcher
        .chores()
        .setLadders(shared.ladders().of(code).pauses())
        .whenComplete((said, away) -> {
          if (away != null) {
            shared.metrics().counter("dispatcher.deferred", "what", "ladders").increment();
          }
        });
  }

  /** While Redis is away nobody hears it, and this server is missed until it is started again. */
  void sayGoodbye() {
    dispatcher
        .chores()
        .sayGoodbye()
        .whenComplete((said, away) -> {
          if (away != null) {
            shared.metrics().counter("dispatcher.deferred", "what", "goodbye").increment();
          }
        });
  }

  /** Stops deciding, and waits for what PostgreSQL was told. */
  Future<Void> close() {
    dispatcher.stop();
    return record.close();
  }

  private void rosterChanged() {
    duty.refresh();
    dispatcher.rosterChanged();
  }
}
