package org.nuanxian.gateway.opening;

import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.nuanxian.gateway.channel.web.Trials;
import org.nuanxian.runtime.http.Access;
import org.nuanxian.runtime.http.Endpoint;
import org.nuanxian.runtime.http.Exchange;
import org.nuanxian.runtime.http.Problem;
import org.nuanxian.runtime.http.RateLimit;
import org.nuanxian.runtime.http.Reply;
import org.nuanxian.runtime.id.CountyCode;
import org.nuanxian.runtime.settings.LineState;
import org.nuanxian.runtime.staff.Actor;
import org.nuanxian.runtime.staff.Permission;
import org.nuanxian.runtime.staff.StaffAccess;

/** How far a line is from being open, the try of a seat, and the act of opening. */
public final class SetUp {
  private final LineState line;
  private final Trials trials;
  private final StaffAccess access;
  private final boolean demo;

  /**
   * The set-up of lines.
   *
   * @param demo a demo counts as open, and is never opened
   */
  public SetUp(LineState line, Trials trials, StaffAccess access, boolean demo) {
    this.line = line;
    this.trials = trials;
    this.access = access;
    this.demo = demo;
  }

  /** The rows for the edge's table. */
  public List<Endpoint> endpoints() {
    Access keepers = access.who(Permission.PREPARE_LINE);
    RateLimit limit = RateLimit.PERSON;
    return List.of(
        Endpoint.of(GET, "/api/v1/setup", keepers, limit, this::show),
        Endpoint.of(POST, "/api/v1/setup/trials", keepers, limit, this::tryOut),
        Endpoint.of(POST, "/api/v1/setup/open", keepers, limit, this::open),
        Endpoint.of(POST, "/api/v1/setup/close", keepers, limit, this::close));
  }

  /** The progress with the tries, after those that went through were noted. */
  private record Standing(LineState.Progress progress, List<LineState.Trial> trials) {
    boolean tried() {
      return trials.stream().anyMatch(LineState.Trial::passed);
    }

    boolean complete() {
      return progress.texts().complete()
          && progress.numbers().complete()
          && progress.answering() > 0
          && tried();
    }
  }

  private Future<Standing> standing(Actor by) {
    return line.trials(by.city())
        .compose(this::notePassed)
        .compose(noted -> line.trials(by.city()))
        .compose(all -> line.progress(by).map(progress -> new Standing(progress, all)));
  }

  private Future<Void> notePassed(List<LineState.Trial> all) {
    List<Future<?>> asked = new ArrayList<>();
    for (LineState.Trial trial : all) {
      if (!trial.passed()) {
        asked.add(
            trials
                .passed(trial.contact())
                .compose(passed -> passed ? line.pass(trial.contact()) : Future.succeededFuture()));
      }
    }
    return Future.all(asked).mapEmpty();
  }

  private Future<Reply> show(Exchange exchange) {
    Actor by = StaffAccess.actor(exchange);
    return standing(by).map(standing -> Reply.ok(json(by, standing)));
  }

  private JsonObject json(Actor by, Standing standing) {
    LineState.Progress progress = standing.progress();
    JsonArray tried = new JsonArray();
    standing.trials().forEach(trial -> tried.add(trial.json()));
    JsonObject json =
        new JsonObject()
            .put("open", demo || progress.open())
            .put("demo", demo)
            .put("texts", share(progress.texts()))
            .put("numbers", share(progress.numbers()))
            .put("people", share(progress.people()).put("answering", progress.answering()))
            .put("trials", tried)
            .put("complete", standing.complete())
            .put("mayOpen", by.mayEverywhere(Permission.PREPARE_LINE, by.city()));
    progress.changed().ifPresent(changed -> json.put("changed", changed));
    return json;
  }

  private static JsonObject share(LineState.Share share) {
    return new JsonObject().put("all", share.all()).put("done", share.done());
  }

  private Future<Reply> tryOut(Exchange exchange) {
    Actor by = StaffAccess.actor(exchange);
    CountyCode county =
        exchange.read(f -> {
          String code = f.text("county", 6, 6);
          if (!code.matches("[0-9]{6}")) {
            f.mistake("county", "format", "Must be a code of six digits.");
            f.check();
          }
          return new CountyCode(code);
        });
    by.check(Permission.PREPARE_LINE, by.city(), county);
    return trials
        .open(by.city(), county)
        .compose(opened ->
            line.start(by, UUID.fromString(opened.getString("contactId")))
                .map(noted -> Reply.created(opened)));
  }

  private Future<Reply> open(Exchange exchange) {
    Actor by = StaffAccess.actor(exchange);
    checkReal();
    return standing(by)
        .compose(standing -> {
          if (!standing.complete()) {
            throw Problem.conflict("set-up-incomplete", "Something is still to be done.");
          }
          return line.set(by, true);
        })
        .map(done -> Reply.noContent());
  }

  private Future<Reply> close(Exchange exchange) {
    checkReal();
    return line.set(StaffAccess.actor(exchange), false).map(done -> Reply.noContent());
  }

  private void checkReal() {
    if (demo) {
      throw Problem.conflict("demo", "A demo never becomes a live line.");
    }
  }
}
