package org.nuanxian.gateway.channel.hotline;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.nuanxian.runtime.alert.Channel;
import org.nuanxian.runtime.alert.Message;
import org.nuanxian.runtime.alert.Undelivered;
import org.nuanxian.runtime.config.AlertConfig;
import org.nuanxian.runtime.config.PbxConfig;

/**
 * Calls people about an alarm: says that somebody needs them, and waits for a key. The dialplan
 * does it ({@code [alert]}), whichever node asked, and keeps what came of it in a variable of the
 * PBX until it is known here; so a node that asks again joins the call, or learns its end.
 */
public final class AlertCalls implements Channel {
  /** It rings 20 s, speaks for 8 and waits 8 more for the key. */
  private static final Duration PATIENCE = Duration.ofSeconds(45);

  private static final Duration LOOK = Duration.ofMillis(500);

  /** So many people can be rung at once; a call is long. */
  private static final int CALLS_MAX = 8;

  /** Nobody asks for the end of a call any more: its alert is old by then. */
  private static final Duration KEPT = Duration.ofHours(1);

  private static final String HEARD = "heard";

  private final Vertx vertx;
  private final AlertConfig config;
  private final PbxConfig pbx;
  private final Ari ari;

  /** A channel that calls by way of this PBX. */
  public AlertCalls(Vertx vertx, AlertConfig config, PbxConfig pbx) {
    this.vertx = vertx;
    this.config = config;
    this.pbx = pbx;
    this.ari = new Ari(vertx, pbx);
  }

  @Override
  public AlertConfig config() {
    return config;
  }

  @Override
  public Duration patience() {
    return PATIENCE;
  }

  @Override
  public int tries() {
    return CALLS_MAX;
  }

  @Override
  public Future<Void> send(Message message, int recipient) {
    return sendTo(message, config.recipients().get(recipient));
  }

  @Override
  public Future<Void> sendTo(Message message, String address) {
    UUID id = message.id();
    long looks = PATIENCE.dividedBy(LOOK);
    return outcome(id)
        .compose(before ->
            before.equals(HEARD)
                ? Future.<Void>succeededFuture()
                : ring(message, address).compose(rings -> follow(id, looks)))
        .recover(failure ->
            Future.failedFuture(
                failure instanceof Undelivered
                    ? failure
                    : Undelivered.because(Undelivered.UNREACHABLE)));
  }

  private Future<Void> ring(Message message, String address) {
    JsonObject facts = message.facts();
    boolean alarm = facts.getString("event", "").equals("alarm");
    String city = facts.getString("city", "");
    JsonObject variables =
        new JsonObject()
            .put("ALERT", message.id().toString())
            .put("NUMBER", address)
            .put("TRUNK", pbx.trunk())
            .put("LINE", pbx.shown(Optional.empty()))
            .put("PROMPT", alarm ? "ladder" : "test")
            .put("PROMPTS", city.isEmpty() ? "zh" : "zh_" + city);
    JsonObject body =
        new JsonObject()
            .put("endpoint", "Local/call@alert/n")
            .put("context", "alert")
            .put("extension", "over")
            .put("priority", 1)
            .put("timeout", (int) PATIENCE.toSeconds())
            .put("formats", "ulaw")
            .put("variables", variables);
    return ari.post(path(message.id()), body)
        .recover(failure ->
            AriRefused.isThere(failure)
                ? Future.succeededFuture() // another node asked, and is no more
                : Future.failedFuture(failure));
  }

  /** Until a key was pressed, or the call is over. */
  private Future<Void> follow(UUID id, long looks) {
    return isThere(id)
        .compose(there ->
            outcome(id)
                .compose(now -> {
                  if (now.equals(HEARD)) {
                    vertx.setTimer(KEPT.toMillis(), late -> forget(id));
                    return Future.succeededFuture();
                  }
                  if (!there || looks == 0) {
                    return ari.delete(path(id)).compose(over -> Future.failedFuture(missed(now)));
                  }
                  return pause().compose(again -> follow(id, looks - 1));
                }));
  }

  /** What came of a call in which nobody pressed the key. */
  private static Undelivered missed(String outcome) {
    return Undelivered.because(
        switch (outcome) {
          // The trunk did not carry it, or the PBX said nothing of it.
          case "", "CHANUNAVAIL", "CONGESTION" -> Undelivered.UNREACHABLE;
          default -> Undelivered.UNANSWERED;
        });
  }

  private Future<Void> pause() {
    Promise<Void> over = Promise.promise();
    vertx.setTimer(LOOK.toMillis(), due -> over.complete());
    return over.future();
  }

  private Future<Boolean> isThere(UUID id) {
    return ari.read(path(id))
        .map(true)
        .recover(failure ->
            AriRefused.isGone(failure)
                ? Future.succeededFuture(false)
                : Future.failedFuture(failure));
  }

  private Future<String> outcome(UUID id) {
    return ari.read(variable(id)).map(read -> read.getString("value", ""));
  }

  /** A variable without a value is taken away; one that stays costs little. */
  private void forget(UUID id) {
    ari.post(variable(id), new JsonObject()).otherwiseEmpty();
  }

  private static String variable(UUID id) {
    return "/asterisk/variable?variable=ALERT_" + id;
  }

  private static String path(UUID id) {
    return "/channels/alert-" + id;
  }

  @Override
  public Future<Void> close() {
    return ari.close();
  }
}
