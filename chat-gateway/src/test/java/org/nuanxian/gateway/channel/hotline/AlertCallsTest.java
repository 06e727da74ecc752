package org.nuanxian.gateway.channel.hotline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nuanxian.runtime.alert.Message;
import org.nuanxian.runtime.alert.Undelivered;
import org.nuanxian.runtime.config.AlertConfig;
import org.nuanxian.runtime.config.Config;
import org.nuanxian.runtime.testing.Await;
import org.nuanxian.runtime.testing.phone.Call;
import org.nuanxian.runtime.testing.phone.Pbx;
import org.nuanxian.runtime.testing.phone.Phone;

/** Calls about an alarm, on a real Asterisk, to a telephone outside. */
class AlertCallsTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final String NUMBER = "13800000001";

  @TempDir static Path temporary;

  private static Pbx pbx;
  private static Phone outside;
  private static AlertCalls calls;

  @BeforeAll
  static void start() {
    pbx = Pbx.start(temporary.resolve("pbx"));
    outside = pbx.outside();
    calls = node();
  }

  @AfterAll
  static void end() {
    outside.close();
    pbx.close();
    Await.result(VERTX.close());
  }

  private static AlertCalls node() {
    Map<String, String> environment =
        Map.of(
            "NUANXIAN_ALERTS_0_NAME", "电话",
            "NUANXIAN_ALERTS_0_TYPE", "telephone",
            "NUANXIAN_ALERTS_0_PBX", "own",
            "NUANXIAN_ALERTS_0_RECIPIENTS", NUMBER,
            "NUANXIAN_HTTP_PUBLIC_URL", "https://help.example");
    AlertConfig config = Config.read(Optional.empty(), environment, Map.of()).alerts().getFirst();
    return new AlertCalls(VERTX, config, pbx.config("12356=360802"));
  }

  private static Message message(String event) {
    JsonObject facts = new JsonObject().put("event", event).put("city", "360800");
    return new Message(UUID.randomUUID(), "【暖线】", "【暖线】", facts);
  }

  private static String failure(Future<Void> sent) {
    return Undelivered.code(Await.failure(sent));
  }

  /** As the outbox does: again while a slow machine does not answer in time. */
  private static Future<Void> call(AlertCalls by, Message message) {
    return by.sendTo(message, NUMBER)
        .recover(failure ->
            Undelivered.code(failure).equals(Undelivered.UNREACHABLE)
                ? call(by, message)
                : Future.failedFuture(failure));
  }

  @Test
  void whoeverAnswersHearsWordsAndPressesTheKey() {
    Message message = message("alarm");
    Future<Void> sent = calls.send(message, 0).recover(late -> call(calls, message));
    Call call = outside.awaitCall();
    assertTrue(call.header("To").orElseThrow().contains(NUMBER));
    assertTrue(call.header("From").orElseThrow().contains("12356"));

    call.answer();
    Await.until("words", () -> call.sound().hearsAnything());
    assertFalse(sent.isComplete());
    call.sound().press('1');

    Await.result(sent);
    call.awaitEnd();
  }

  @Test
  void aRepeatJoinsTheCallAndOneAfterItsEndLearnsOfItAndCallsNobody() {
    Message message = message("test");
    Future<Void> first = call(calls, message);
    Call call = outside.awaitCall();
    AlertCalls other = node();
    Future<Void> second = call(other, message);
    call.answer();
    Await.until("words", () -> call.sound().hearsAnything());
    call.sound().press('1');
    Await.result(first);
    Await.result(second);
    call.awaitEnd();

    Await.result(call(other, message));

    assertFalse(outside.rings());
    Await.result(other.close());
  }

  @Test
  void whoeverIsBusyOrHangsUpIsNotReachedAndCanBeCalledAgain() {
    Message message = message("alarm");
    Future<Void> busy = call(calls, message);
    outside.awaitCall().refuse("486 Busy Here");
    assertEquals(Undelivered.UNANSWERED, failure(busy));

    Future<Void> left = call(calls, message);
    Call call = outside.awaitCall().answer();
    Await.until("words", () -> call.sound().hearsAnything());
    call.hangUp();
    assertEquals(Undelivered.UNANSWERED, failure(left));

    Future<Void> otherKey = call(calls, message);
    Call third = outside.awaitCall().answer();
    Await.until("words", () -> third.sound().hearsAnything());
    third.sound().press('7');
    assertEquals(Undelivered.UNANSWERED, failure(otherKey));
    third.awaitEnd();
  }

  @Test
  void aTrunkThatRefusesIsTheWaysOwnFailure() {
    Future<Void> sent = calls.sendTo(message("alarm"), NUMBER);
    outside.awaitCall().refuse("503 Service Unavailable");
    assertEquals(Undelivered.UNREACHABLE, failure(sent));
  }
}
