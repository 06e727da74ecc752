package org.nuanxian.gateway.channel.hotline;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import org.nuanxian.dispatcher.OfferId;
import org.nuanxian.roster.VolunteerId;

/**
 * Rings a volunteer for one caller: in their page where it is registered, else on their own
 * telephone. Neither is told the number of the other.
 */
final class Ringer {
  private final CallParts parts;
  private final Caller caller;

  Ringer(CallParts parts, Caller caller) {
    this.parts = parts;
    this.caller = caller;
  }

  /**
   * What a leg is for.
   *
   * @param offer for which it rings; empty: it fetches who holds the contact
   * @param term of the contact when it was asked for
   */
  record Why(Optional<OfferId> offer, long term) {}

  /** Completes when it rings, or rings already; fails where nothing can be rung. */
  Future<Void> ring(Leg leg, VolunteerId volunteer, Why why, Duration time) {
    return make(leg, "PJSIP/" + Leg.endpoint(volunteer), why, time, "")
        .recover(failure ->
            failure instanceof AriRefused
                ? ringOwn(leg, volunteer, why, time, failure)
                : Future.failedFuture(failure));
  }

  private Future<Void> ringOwn(
      Leg leg, VolunteerId volunteer, Why why, Duration time, Throwable noPage) {
    return parts
        .numbers()
        .apply(volunteer)
        .compose(number ->
            number.isPresent()
                ? make(leg, "PJSIP/" + number.get() + "@" + parts.trunk(), why, time, ",outside")
                : Future.failedFuture(noPage));
  }

  private Future<Void> make(Leg leg, String endpoint, Why why, Duration time, String more) {
    String purpose = why.offer().map(OfferId::toString).orElse(Arrival.HOLDER);
    JsonObject variables = new JsonObject();
    why.offer()
        .ifPresent(offer -> variables.put("PJSIP_HEADER(add,X-Nuanxian-Offer)", offer.toString()));
    String words = "leg," + caller.contact() + "," + purpose + "," + why.term() + more;
    return parts
        .ari()
        .post(
            leg.path(),
            new JsonObject()
                .put("endpoint", endpoint)
                .put("app", HotlineChannel.APP)
                .put("appArgs", words)
                .put("timeout", (int) time.toSeconds())
                .put("callerId", "\"" + purpose + "\" <" + caller.called() + ">")
                .put("formats", "ulaw")
                .put("variables", variables))
        .recover(failure ->
            AriRefused.isThere(failure) ? Future.succeededFuture() : Future.failedFuture(failure));
  }
}
