package org.nuanxian.runtime.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nuanxian.runtime.config.PbxConfig;
import org.nuanxian.runtime.testing.Await;
import org.nuanxian.runtime.testing.phone.Call;
import org.nuanxian.runtime.testing.phone.Pbx;
import org.nuanxian.runtime.testing.phone.Phone;

/** What callers and people on duty meet while no server is there: the dialplan and its table. */
class StandbyTest {
  private static final String CALLED = "12356";
  private static final String COUNTY = "360802";
  private static final String CALLED_AT_NIGHT = "12357";
  private static final String NIGHT = "360803";
  private static final AtomicInteger CALLERS = new AtomicInteger(1000);

  @TempDir static Path temporary;

  private static Pbx pbx;

  /** Another one in each test, so that the record tells them apart. */
  private final String from = "1380000" + CALLERS.incrementAndGet();

  private Phone caller;
  private Phone outside;

  @BeforeAll
  static void start() throws IOException {
    pbx = Pbx.start(temporary.resolve("pbx"));
    // Words of a city, as an operator would put them: these are short.
    Path sounds = temporary.resolve("pbx/data/sounds");
    Path own = Files.createDirectories(sounds.resolve("zh_000000/nuanxian"));
    for (String name : new String[] {"static-wait", "lost", "offer-press1"}) {
      Files.copy(sounds.resolve("zh/nuanxian/n1.wav"), own.resolve(name + ".wav"));
    }
    pbx.write("nuanxian/number/" + CALLED, COUNTY);
    pbx.write("nuanxian/number/" + CALLED_AT_NIGHT, NIGHT);
    pbx.write("nuanxian/county/" + COUNTY + "/language", "zh_000000");
    pbx.write("nuanxian/county/" + NIGHT + "/language", "zh_000000");
  }

  @AfterAll
  static void end() {
    pbx.close();
  }

  @BeforeEach
  void plugIn() {
    caller = Phone.anywhere();
    outside = pbx.outside();
  }

  @AfterEach
  void unplug() {
    caller.close();
    outside.close();
    Await.until("nobody is on the line", () -> !pbx.engine().hasCalls());
  }

  @Test
  void theSecondOnDutyAnswersAndPressesOneAndNumbersAreHiddenBothWays() {
    onDutyAlways("13900000001&13900000002");

    Call call = caller.call(pbx.sip(), from, CALLED).awaitAnswer();
    call.sound().say(440);
    Call first = outside.awaitCall();
    assertTrue(first.header("To").orElseThrow().contains("13900000001"));
    first.refuse("486 Busy Here");
    Call second = outside.awaitCall();
    assertTrue(second.header("To").orElseThrow().contains("13900000002"));
    assertTrue(second.header("From").orElseThrow().contains("sip:" + CALLED + "@"));
    second.answer().sound().say(700);
    Await.until("words", () -> second.sound().hearsAnything());
    assertFalse(second.sound().hears(440));
    assertFalse(call.sound().hears(700));
    second.sound().press('1');

    Await.until("both hear each other", () -> second.sound().hears(440) && call.sound().hears(700));
    assertEquals("taken", became());
    call.hangUp();
    second.awaitEnd();
    assertEquals("taken", became());
  }

  @Test
  void whoeverAnswersAndPressesNothingIsLeftAndTheNextIsRungWhileTheCallerHearsMusic() {
    onDutyAlways("13900000001&13900000002");

    Call call = caller.call(pbx.sip(), from, CALLED).awaitAnswer();
    Call mailbox = outside.awaitCall().answer();
    mailbox.sound().say(700);
    Await.until("music", () -> call.sound().hearsAnything());
    mailbox.awaitEnd();
    Call second = outside.awaitCall();
    assertFalse(call.ended());
    assertFalse(call.sound().hears(700));

    call.hangUp();
    second.awaitEnd();
    Await.until("it is on record", () -> became().equals("left"));
  }

  @Test
  void whoeverIsCutOffFromAVolunteerIsNotHungUpAndTheTelephonesRingAgain() {
    onDutyAlways("13900000001");

    Call call = caller.call(pbx.sip(), from, CALLED).awaitAnswer();
    Call talk = outside.awaitCall().answer();
    talk.sound().say(700).press('1');
    Await.until("they talk", () -> call.sound().hears(700));
    talk.hangUp();

    Call again = outside.awaitCall();
    assertFalse(call.ended());
    call.hangUp();
    again.awaitEnd();
    assertEquals("taken", became());
  }

  @Test
  void aShiftThatBeginsAtMidnightIsRungFromMidnightOn() {
    // The night is over in four seconds, at a place that is chosen so.
    Instant midnight = Instant.now().plus(Duration.ofSeconds(4));
    LocalTime utc = LocalTime.ofInstant(midnight, ZoneOffset.UTC);
    Duration east = Duration.ofDays(1).minusSeconds(utc.toSecondOfDay());
    LocalDate today = LocalDate.ofInstant(midnight, ZoneOffset.UTC).plusDays(1);
    pbx.write(
        "nuanxian/county/" + NIGHT + "/zone",
        "XXX-%d:%02d:%02d".formatted(east.toHours(), east.toMinutesPart(), east.toSecondsPart()));
    day(today.minusDays(1), "0000=13900000009,2200=13900000001,2359=13900000002");
    day(today, "0000=13900000003,0800=13900000009");

    Call call = caller.call(pbx.sip(), from, CALLED_AT_NIGHT).awaitAnswer();
    Call late = outside.awaitCall();
    assertTrue(late.header("To").orElseThrow().contains("13900000002"));
    late.refuse("480 Temporarily Unavailable");
    Call early = outside.awaitCall();
    assertTrue(early.header("To").orElseThrow().contains("13900000003"));
    assertTrue(Instant.now().isAfter(midnight));
    call.hangUp();
    early.awaitEnd();
  }

  @Test
  void theServerThatIsBackHasTheCallWithTheNextRoundAndTheRecordIsItsOwn() {
    onDutyAlways("");
    Call call = caller.call(pbx.sip(), from, CALLED).awaitAnswer();
    Await.until("it is on record", () -> became().equals("waits"));

    PbxConfig config = pbx.config();
    String key = config.user() + ":" + config.password().orElseThrow().value();
    String address = config.ariUrl().replaceFirst("http", "ws");
    URI events = URI.create(address + "/ari/events?app=nuanxian&api_key=" + key);
    WebSocket server =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(events, new WebSocket.Listener() {})
            .join();
    try {
      // The watch of the dialplan is a channel of the application as well.
      Await.until(
          "the server has it",
          () ->
              pbx.list("channels").stream()
                  .map(JsonObject.class::cast)
                  .filter(channel -> channel.getString("name").startsWith("PJSIP/"))
                  .map(channel -> channel.getJsonObject("dialplan").getString("app_name"))
                  .anyMatch("Stasis"::equals));
      call.hangUp();
      Await.until("nothing is left to import", () -> became().isEmpty());
    } finally {
      server.abort();
    }
  }

  private static void onDutyAlways(String numbers) {
    pbx.write("nuanxian/county/" + COUNTY + "/zone", "Asia/Shanghai");
    pbx.write("nuanxian/county/" + COUNTY + "/always", numbers);
  }

  private static void day(LocalDate day, String parts) {
    String key = day.format(DateTimeFormatter.BASIC_ISO_DATE);
    pbx.write("nuanxian/table/" + NIGHT + "/" + key, parts);
  }

  /** What is on record of this test's call; empty when nothing is. */
  private String became() {
    for (String id : pbx.keys("nuanxian/call")) {
      String[] note = pbx.read("nuanxian/call/" + id).split(":", -1);
      if (note[2].equals(from)) {
        return note[4];
      }
    }
    return "";
  }
}
