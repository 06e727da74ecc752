package org.nuanxian.gateway.channel.hotline;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.gateway.channel.Cities;
import org.nuanxian.gateway.conversation.PhoneNumber;
import org.nuanxian.roster.County;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.config.PbxConfig;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.id.CountyCode;
import org.nuanxian.runtime.staff.AccountId;
import org.nuanxian.runtime.staff.ContactWays;
import org.nuanxian.runtime.staff.OwnWay;

/**
 * Calls to people who wish to be called, by the trunk: first the volunteer's telephone rings, then
 * the person's. The dialplan does it ({@code [call-back]}), whichever node asked. No machine says
 * anything to the person, and neither is told the number of the other.
 */
public final class CallBacks {
  /** So long rings the volunteer who has just asked for it. */
  private static final Duration RING = Duration.ofSeconds(25);

  private final Cities cities;
  private final ContactWays ways;
  private final List<Switchboard> switchboards;

  private record Switchboard(PbxConfig pbx, Ari ari) {}

  /**
   * Calls by these PBXs.
   *
   * @param ways the own telephones of volunteers
   */
  public CallBacks(Vertx vertx, List<PbxConfig> pbxs, Cities cities, ContactWays ways) {
    this.cities = cities;
    this.ways = ways;
    this.switchboards =
        pbxs.stream().map(pbx -> new Switchboard(pbx, new Ari(vertx, pbx))).toList();
  }

  /**
   * A call.
   *
   * @param who calls
   * @param term in which they hold the contact; in one term there is one call at a time
   * @param county of the contact, whose number is shown to the person
   */
  public record Wanted(
      VolunteerId who, ContactId contact, long term, CountyCode county, PhoneNumber number) {}

  /** Which telephone of the volunteer rings. */
  public enum Rings {
    /** The one in their page. */
    PAGE,
    /** Their own. */
    OWN;

    /** The word on the wire. */
    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Rings the volunteer, in their page where it is registered, else on their own telephone. A
   * repeat while that call goes on makes no other. Empty: there is no PBX, or neither telephone.
   * Fails with {@link PbxAway} or {@link AriRefused}.
   */
  public Future<Optional<Rings>> dial(CityCode city, Wanted wanted) {
    if (switchboards.isEmpty()) {
      return Future.succeededFuture(Optional.empty());
    }
    return cities
        .city(city.value())
        .map(found -> found.counties().stream().map(County::code).toList())
        .compose(counties ->
            switchboards.stream()
                .filter(one -> one.pbx().counties().values().stream().anyMatch(counties::contains))
                .findFirst()
                .map(one -> ring(one, wanted))
                .orElseGet(() -> Future.succeededFuture(Optional.empty())));
  }

  private Future<Optional<Rings>> ring(Switchboard board, Wanted wanted) {
    return make(board, wanted, "PJSIP/" + Leg.endpoint(wanted.who()), Rings.PAGE)
        .recover(failure ->
            failure instanceof AriRefused ? ringOwn(board, wanted) : Future.failedFuture(failure));
  }

  private Future<Optional<Rings>> ringOwn(Switchboard board, Wanted wanted) {
    return ways.of(new AccountId(wanted.who().value()), OwnWay.CALL)
        .compose(own ->
            own.map(number ->
                    make(board, wanted, "PJSIP/" + number + "@" + board.pbx().trunk(), Rings.OWN))
                .orElseGet(() -> Future.succeededFuture(Optional.empty())));
  }

  private static Future<Optional<Rings>> make(
      Switchboard board, Wanted wanted, String endpoint, Rings which) {
    String line = board.pbx().shown(Optional.of(wanted.county()));
    JsonObject variables =
        new JsonObject()
            .put("NUMBER", wanted.number().line().orElseThrow())
            .put("TRUNK", board.pbx().trunk())
            .put("LINE", line);
    if (which == Rings.PAGE) {
      variables.put("PJSIP_HEADER(add,X-Nuanxian-Dial)", wanted.contact().toString());
    }
    JsonObject body =
        new JsonObject()
            .put("endpoint", endpoint)
            .put("context", "call-back")
            .put("extension", which.wire())
            .put("priority", 1)
            .put("timeout", (int) RING.toSeconds())
            .put("callerId", line)
            .put("formats", "ulaw")
            .put("variables", variables);
    return board
        .ari()
        .post("/channels/c-" + wanted.contact() + "-" + wanted.term(), body)
        .recover(failure ->
            AriRefused.isThere(failure) ? Future.succeededFuture() : Future.failedFuture(failure))
        .map(Optional.of(which));
  }

  /** Ends its connections; calls go on. */
  public Future<Void> close() {
    return Future.join(switchboards.stream().map(one -> one.ari().close()).toList()).mapEmpty();
  }
}
