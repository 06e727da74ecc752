package org.nuanxian.gateway.opening;

import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import org.nuanxian.dispatcher.ladder.WeeklyTest;
import org.nuanxian.runtime.http.Access;
import org.nuanxian.runtime.http.Endpoint;
import org.nuanxian.runtime.http.Exchange;
import org.nuanxian.runtime.http.Problem;
import org.nuanxian.runtime.http.RateLimit;
import org.nuanxian.runtime.http.Reply;
import org.nuanxian.runtime.staff.Actor;
import org.nuanxian.runtime.staff.Permission;
import org.nuanxian.runtime.staff.StaffAccess;

/** The weekly test of ladders: when it is, who answered, and the answer itself. */
public final class LadderTestApi {
  private static final String TEST = "/api/v1/setup/ladder-test";
  private static final String OWN = "/api/v1/me/ladder-test";
  private static final int CODE_CHARS_MAX = 32;

  private final WeeklyTest test;
  private final StaffAccess access;

  /** The endpoints of these tests. */
  public LadderTestApi(WeeklyTest test, StaffAccess access) {
    this.test = test;
    this.access = access;
  }

  /** The rows for the edge's table. */
  public List<Endpoint> endpoints() {
    Access keepers = access.who(Permission.PREPARE_LINE);
    RateLimit limit = RateLimit.PERSON;
    return List.of(
        Endpoint.of(GET, TEST, keepers, limit, this::show),
        Endpoint.of(POST, TEST, keepers, limit, this::set),
        Endpoint.of(GET, OWN, access.any(), limit, this::own),
        Endpoint.of(POST, OWN, access.any(), limit, this::answerOwn),
        Endpoint.of(POST, "/api/v1/ladder-test/received", Access.ANYONE, limit, this::answer));
  }

  private Future<Reply> show(Exchange exchange) {
    Actor by = StaffAccess.actor(exchange);
    Future<WeeklyTest.Schedule> schedule = test.schedule(by.city());
    Future<Optional<WeeklyTest.Last>> last = test.last(by.city());
    return Future.all(schedule, last)
        .map(read -> {
          JsonObject json =
              new JsonObject()
                  .put("day", schedule.result().day().getValue())
                  .put("time", schedule.result().time().toString());
          last.result().ifPresent(one -> json.put("last", json(one)));
          return Reply.ok(json);
        });
  }

  private static JsonObject json(WeeklyTest.Last last) {
    JsonArray people = new JsonArray();
    for (WeeklyTest.Part part : last.people()) {
      JsonObject one = new JsonObject().put("name", part.name());
      part.sent().ifPresent(sent -> one.put("sent", sent));
      part.answeredAt().ifPresent(at -> one.put("answeredAt", at.toString()));
      people.add(one);
    }
    return new JsonObject().put("at", last.at().toString()).put("people", people);
  }

  private Future<Reply> set(Exchange exchange) {
    Actor by = StaffAccess.actor(exchange);
    WeeklyTest.Schedule wanted =
        exchange.read(f -> {
          DayOfWeek day = DayOfWeek.of(f.integer("day", 1, 7));
          String time = f.text("time", 5, 5);
          if (!time.matches("([01][0-9]|2[0-3]):[0-5][0-9]")) {
            f.mistake("time", "format", "Must be a time like 10:00.");
            f.check();
          }
          return new WeeklyTest.Schedule(day, LocalTime.parse(time));
        });
    if (!by.mayEverywhere(Permission.PREPARE_LINE, by.city())) {
      throw Problem.forbidden("out-of-scope", "This is decided for the whole city.");
    }
    return test.set(by, wanted).map(done -> Reply.noContent());
  }

  private Future<Reply> own(Exchange exchange) {
    return test.own(StaffAccess.actor(exchange))
        .map(answered -> {
          JsonObject json = new JsonObject();
          answered.ifPresent(said -> json.put("answered", said));
          return Reply.ok(json);
        });
  }

  private Future<Reply> answerOwn(Exchange exchange) {
    return test.received(StaffAccess.actor(exchange)).map(LadderTestApi::answered);
  }

  private Future<Reply> answer(Exchange exchange) {
    String code = exchange.read(f -> f.text("code", 1, CODE_CHARS_MAX));
    return test.received(code).map(LadderTestApi::answered);
  }

  private static Reply answered(boolean known) {
    if (!known) {
      throw Problem.of(404, "link-gone", "This belongs to no test of this week.");
    }
    return Reply.noContent();
  }
}
