package org.nuanxian.gateway.channel.hotline;

import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.POST;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.nuanxian.gateway.channel.Explanation;
import org.nuanxian.roster.County;
import org.nuanxian.roster.Roster;
import org.nuanxian.runtime.config.HotlineConfig;
import org.nuanxian.runtime.config.PbxConfig;
import org.nuanxian.runtime.http.Access;
import org.nuanxian.runtime.http.Endpoint;
import org.nuanxian.runtime.http.Exchange;
import org.nuanxian.runtime.http.Problem;
import org.nuanxian.runtime.http.RateLimit;
import org.nuanxian.runtime.http.Reply;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.id.CountyCode;
import org.nuanxian.runtime.staff.Actor;
import org.nuanxian.runtime.staff.Permission;
import org.nuanxian.runtime.staff.StaffAccess;

/** Where the page of a volunteer gets its telephone. See {@code ops/docs/console.md}. */
public final class PhoneApi {
  private static final String PATH = "/api/v1/me/phone";

  private final Roster roster;
  private final List<Switchboard> switchboards;

  /** A PBX with the telephones on it. */
  private record Switchboard(PbxConfig pbx, Ari ari, BrowserPhones phones) {}

  /**
   * The endpoints for these PBXs.
   *
   * @param random nobody may guess what comes of it
   */
  public PhoneApi(
      Vertx vertx,
      HotlineConfig hotline,
      Roster roster,
      RandomGenerator random,
      InstantSource clock,
      MeterRegistry metrics) {
    this.roster = roster;
    Counter swallowed =
        Counter.builder("nuanxian.gateway.swallowed").tag("where", "phone").register(metrics);
    this.switchboards =
        hotline.pbx().stream()
            .map(pbx -> {
              Ari ari = new Ari(vertx, pbx);
              return new Switchboard(
                  pbx,
                  ari,
                  new BrowserPhones(vertx, pbx, ari, random, clock, swallowed::increment));
            })
            .toList();
  }

  /** The rows for the edge's table. */
  public List<Endpoint> endpoints(StaffAccess access) {
    Access serve = access.who(Permission.SERVE);
    return List.of(
        Endpoint.of(POST, PATH, serve, RateLimit.PERSON, this::give),
        Endpoint.of(DELETE, PATH, serve, RateLimit.PERSON, this::take));
  }

  /** Ends its connections. */
  public Future<Void> close() {
    return Future.join(switchboards.stream().map(one -> one.ari().close()).toList()).mapEmpty();
  }

  private Future<Reply> give(Exchange exchange) {
    Actor actor = StaffAccess.actor(exchange);
    return of(actor.city())
        .compose(found ->
            found
                .map(one -> one.phones().give(actor.id()).map(made -> reply(one.pbx(), made)))
                .orElse(Future.succeededFuture(Reply.noContent())))
        .recover(PhoneApi::away);
  }

  private Future<Reply> take(Exchange exchange) {
    Actor actor = StaffAccess.actor(exchange);
    return of(actor.city())
        .compose(found ->
            found.map(one -> one.phones().take(actor.id())).orElse(Future.succeededFuture()))
        .map(taken -> Reply.noContent())
        .recover(PhoneApi::away);
  }

  /** The first on which numbers of the city ring. */
  private Future<Optional<Switchboard>> of(CityCode city) {
    if (switchboards.isEmpty()) {
      return Future.succeededFuture(Optional.empty());
    }
    return roster
        .cities()
        .map(all ->
            all.stream()
                .filter(one -> one.code().equals(city))
                .flatMap(one -> one.counties().stream())
                .map(County::code)
                .collect(Collectors.toSet()))
        .map(counties -> switchboards.stream().filter(one -> rings(one, counties)).findFirst());
  }

  private static boolean rings(Switchboard one, Set<CountyCode> counties) {
    return one.pbx().counties().values().stream().anyMatch(counties::contains);
  }

  private static Future<Reply> away(Throwable failure) {
    return Future.failedFuture(
        failure instanceof PbxAway || failure instanceof AriRefused
            ? Problem.unavailable("The PBX does not answer.", Explanation.RETRY)
            : failure);
  }

  private static Reply reply(PbxConfig pbx, BrowserPhones.Account made) {
    return Reply.ok(
        new JsonObject()
            .put("pbx", pbx.id())
            .put("socketUrl", pbx.socketUrl())
            .put("uri", made.uri())
            .put("username", made.name())
            .put("password", made.password().value())
            .put("expiresAt", made.expiresAt().toString())
            .put("iceServers", new JsonArray()));
  }
}
