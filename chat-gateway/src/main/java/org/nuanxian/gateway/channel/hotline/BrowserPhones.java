package org.nuanxian.gateway.channel.hotline;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.config.PbxConfig;
import org.nuanxian.runtime.config.Secret;
import org.nuanxian.runtime.staff.AccountId;

/**
 * The telephones of volunteers' browsers on one PBX. They lie in its memory only: a PBX that begins
 * anew knows none, and each page that is refused asks for another one. Who asks again has another
 * password, and the one before opens nothing.
 */
final class BrowserPhones {
  /** A page renews it at half its time; what a page left behind is taken away at its end. */
  static final Duration LIFE = Duration.ofMinutes(30);

  private static final String PATH = "/asterisk/config/dynamic/res_pjsip/";
  private static final int PASSWORD_BYTES = 24;

  /** For sockets with and without TLS alike: it is the web server of the PBX that listens. */
  private static final String TRANSPORT = "transport-ws";

  /** One page at a time, the newest; one that says nothing for seconds is taken for gone. */
  private static final Map<String, String> ADDRESS =
      Map.of(
          "max_contacts", "1",
          "remove_existing", "yes",
          "remove_unavailable", "yes",
          "qualify_frequency", "5",
          "qualify_timeout", "2.0",
          "minimum_expiration", "20",
          "maximum_expiration", "300");

  private final Vertx vertx;
  private final PbxConfig pbx;
  private final Ari ari;
  private final RandomGenerator random;
  private final InstantSource clock;
  private final Runnable swallowed;

  /**
   * The telephones on this PBX.
   *
   * @param random nobody may guess what comes of it
   * @param swallowed a telephone that could not be taken away; it is tried again
   */
  BrowserPhones(
      Vertx vertx,
      PbxConfig pbx,
      Ari ari,
      RandomGenerator random,
      InstantSource clock,
      Runnable swallowed) {
    this.vertx = vertx;
    this.pbx = pbx;
    this.ari = ari;
    this.random = random;
    this.clock = clock;
    this.swallowed = swallowed;
  }

  /**
   * What a browser registers with.
   *
   * @param name of the endpoint, the address and the user
   * @param uri its address
   * @param expiresAt from then on it opens nothing
   */
  record Account(String name, String uri, Secret password, Instant expiresAt) {}

  /** A telephone for this person's page. */
  Future<Account> give(AccountId person) {
    String name = name(person);
    Secret password = password();
    Instant end = clock.instant().plus(LIFE);
    return ari.put(PATH + "auth/" + name, fields(auth(name, password)))
        .compose(v -> ari.put(PATH + "aor/" + name, fields(ADDRESS)))
        .compose(v -> ari.put(PATH + "endpoint/" + name, fields(endpoint(name))))
        .map(v -> {
          endLater(person, password);
          return new Account(name, "sip:" + name + "@" + host(), password, end);
        });
  }

  /** Nobody rings there any more. */
  Future<Void> take(AccountId person) {
    String name = name(person);
    return ari.delete(PATH + "endpoint/" + name)
        .compose(v -> ari.delete(PATH + "aor/" + name))
        .compose(v -> ari.delete(PATH + "auth/" + name));
  }

  /** What a volunteer's telephone is called on every PBX. */
  private static String name(AccountId person) {
    return Leg.endpoint(new VolunteerId(person.value()));
  }

  private void endLater(AccountId person, Secret password) {
    vertx.setTimer(
        LIFE.toMillis(),
        timer ->
            end(person, password)
                .onFailure(failure -> {
                  swallowed.run();
                  endLater(person, password);
                }));
  }

  /** Takes away what was given, unless another node or this one has renewed it meanwhile. */
  Future<Void> end(AccountId person, Secret password) {
    return ari.list(PATH + "auth/" + name(person))
        .compose(
            fields -> isStill(fields, password) ? take(person) : Future.<Void>succeededFuture())
        .recover(failure ->
            AriRefused.isGone(failure) ? Future.succeededFuture() : Future.failedFuture(failure));
  }

  private static boolean isStill(JsonArray fields, Secret password) {
    return fields.stream()
        .map(JsonObject.class::cast)
        .filter(field -> field.getString("attribute").equals("password"))
        .anyMatch(field -> password.value().equals(field.getString("value")));
  }

  private Secret password() {
    byte[] bytes = new byte[PASSWORD_BYTES];
    random.nextBytes(bytes);
    return new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  private String host() {
    return URI.create(pbx.socketUrl()).getHost();
  }

  private static Map<String, String> auth(String name, Secret password) {
    return Map.of("auth_type", "userpass", "username", name, "password", password.value());
  }

  private Map<String, String> endpoint(String name) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("transport", TRANSPORT);
    fields.put("context", "from-volunteer");
    fields.put("webrtc", "yes");
    fields.put("disallow", "all");
    fields.put("allow", "opus,ulaw");
    fields.put("auth", name);
    fields.put("aors", name);
    fields.put("direct_media", "no");
    fields.put("allow_transfer", "no");
    fields.put("rtp_timeout", "5");
    fields.put("rtp_timeout_hold", "5");
    fields.put("device_state_busy_at", "1");
    fields.put("timers", "no");
    pbx.mediaHost().ifPresent(host -> fields.put("media_address", host));
    return fields;
  }

  private static JsonObject fields(Map<String, String> values) {
    JsonArray all = new JsonArray();
    values.forEach(
        (name, value) -> all.add(new JsonObject().put("attribute", name).put("value", value)));
    return new JsonObject().put("fields", all);
  }
}
