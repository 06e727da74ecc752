package org.nuanxian.gateway.opening;

import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.nuanxian.dispatcher.alert.Alerts;
import org.nuanxian.dispatcher.alert.Health;
import org.nuanxian.dispatcher.alert.Scope;
import org.nuanxian.runtime.alert.Channel;
import org.nuanxian.runtime.audit.Audit;
import org.nuanxian.runtime.backup.Backups;
import org.nuanxian.runtime.config.AlertConfig;
import org.nuanxian.runtime.http.Access;
import org.nuanxian.runtime.http.Endpoint;
import org.nuanxian.runtime.http.Exchange;
import org.nuanxian.runtime.http.Problem;
import org.nuanxian.runtime.http.RateLimit;
import org.nuanxian.runtime.http.Reply;
import org.nuanxian.runtime.staff.Actor;
import org.nuanxian.runtime.staff.Permission;
import org.nuanxian.runtime.staff.StaffAccess;

/**
 * Who is called when no console is open, how each way there does, and 发送测试. No address and no
 * secret is shown.
 */
public final class AlertApi {
  /** Each is a call in somebody's pocket. */
  private static final RateLimit TESTS = RateLimit.perMinute(6);

  private final Alerts alerts;
  private final boolean heartbeat;
  private final Optional<Backups> backups;
  private final StaffAccess access;
  private final Audit audit;

  /**
   * The channels of this installation.
   *
   * @param heartbeat whether an outside watcher is told that the house lives
   * @param backups what is known of them; empty: nobody looks
   */
  public AlertApi(
      Alerts alerts,
      boolean heartbeat,
      Optional<Backups> backups,
      StaffAccess access,
      Audit audit) {
    this.alerts = alerts;
    this.heartbeat = heartbeat;
    this.backups = backups;
    this.access = access;
    this.audit = audit;
  }

  /** The rows for the edge's table. */
  public List<Endpoint> endpoints() {
    Access keepers = access.who(Permission.PREPARE_LINE);
    return List.of(
        Endpoint.of(GET, "/api/v1/setup/alerts", keepers, RateLimit.PERSON, this::show),
        Endpoint.of(POST, "/api/v1/setup/alerts/:name/test", keepers, TESTS, this::test));
  }

  private Future<Reply> show(Exchange exchange) {
    Actor by = StaffAccess.actor(exchange);
    return alerts
        .refresh()
        .map(health -> {
          JsonArray shown = new JsonArray();
          alerts.channels().stream()
              .filter(channel -> concerns(channel, by))
              .forEach(channel -> shown.add(json(channel, health)));
          JsonObject all = new JsonObject().put("channels", shown).put("heartbeat", heartbeat);
          backups.ifPresent(looked -> all.put("backup", json(looked)));
          return Reply.ok(all);
        });
  }

  private static JsonObject json(Backups backups) {
    JsonObject json = new JsonObject().put("withinSeconds", backups.within().toSeconds());
    backups
        .found()
        .ifPresent(found -> {
          found.newest().ifPresent(at -> json.put("newest", at.toString()));
          String state =
              found
                  .trouble()
                  .map(trouble -> trouble.name().toLowerCase(Locale.ROOT))
                  .orElse("well");
          json.put("state", state);
        });
    return json;
  }

  /** A channel of another city, or of other counties only, is not there. */
  private static boolean concerns(Channel channel, Actor by) {
    return by.mayEverywhere(Permission.PREPARE_LINE, by.city())
        ? Scope.covers(channel.config(), by.city())
        : by.county()
            .filter(county -> Scope.covers(channel.config(), by.city(), county))
            .isPresent();
  }

  private static JsonObject json(Channel channel, Map<String, Health> all) {
    AlertConfig config = channel.config();
    Health health = all.get(config.name());
    JsonObject json =
        new JsonObject()
            .put("name", config.name())
            .put("type", config.type().name().toLowerCase(Locale.ROOT))
            .put("recipients", config.recipients().size())
            .put("fromRung", config.fromRung())
            .put("kinds", new JsonArray(config.kinds()))
            .put("counties", new JsonArray(config.counties()))
            .put("failing", health.failing())
            .put("pending", health.pending())
            .put("failed", health.failed());
    health.lastSuccess().ifPresent(at -> json.put("lastSuccess", at.toString()));
    health.lastFailure().ifPresent(at -> json.put("lastFailure", at.toString()));
    health.problem().ifPresent(problem -> json.put("problem", problem));
    return json;
  }

  private Future<Reply> test(Exchange exchange) {
    Actor by = StaffAccess.actor(exchange);
    Channel channel =
        alerts.channels().stream()
            .filter(one -> one.config().name().equals(exchange.path("name")))
            .filter(one -> concerns(one, by))
            .findFirst()
            .orElseThrow(Problem::notFound);
    String subject = "alert:" + channel.config().name();
    return audit
        .record(by.who(), "alert.test", subject, Map.of())
        .compose(noted -> alerts.test(channel))
        .map(tested -> {
          JsonObject json = new JsonObject().put("sent", tested.sent()).put("all", tested.all());
          tested.problem().ifPresent(problem -> json.put("problem", problem));
          return Reply.ok(json);
        });
  }
}
