package org.nuanxian.dispatcher.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.dispatcher.Era;
import org.nuanxian.dispatcher.Event;
import org.nuanxian.dispatcher.ladder.CityLadders;
import org.nuanxian.dispatcher.testing.TestCity;
import org.nuanxian.runtime.alert.Channel;
import org.nuanxian.runtime.postgres.Database;
import org.nuanxian.runtime.testing.Stores;

/** What is written down to be told, out of events that come once, twice or oddly. */
class OutboxTest {
  @RegisterExtension static final Stores STORES = Stores.with("roster", "dispatch");

  private final Database database = STORES.database();
  private final TestCity city = new TestCity(STORES);
  private final ContactId contact = new ContactId(UUID.randomUUID());
  private final UUID alarm = UUID.randomUUID();

  /** Names of this test alone: others' alerts lie in the same table. */
  private final String suffix = UUID.randomUUID().toString().substring(0, 8);

  private FakeChannel channel(String name, Map<String, String> keys) {
    return FakeChannel.named(name + "-" + suffix, keys);
  }

  private static Outbox outbox(List<? extends Channel> channels) {
    CityLadders ladders = FakeChannel.ladders(channels);
    return new Outbox(List.copyOf(channels), code -> ladders, STORES.metrics());
  }

  private List<String> states(Channel channel) {
    return FakeChannel.states(STORES, database, channel);
  }

  @Test
  void onlyTheCountiesAndKindsOfAChannelAreToldThere() {
    List<Channel> channels =
        List.of(
            channel("elsewhere", Map.of("COUNTIES", "110101")),
            channel("kind", Map.of("KINDS", "help,red-silent")),
            channel("city", Map.of("CITIES", "110100")),
            channel("late", Map.of("FROM_RUNG", "1")),
            channel("here", Map.of("COUNTIES", "110101," + city.east, "KINDS", "red-waiting")));
    Outbox outbox = outbox(channels);
    String alarms = "{\"redWaiting\":\"" + alarm + "\"}";
    write(outbox, city, List.of(event("first", "opened", contactState(city, alarms))));

    assertEquals(
        List.of(List.of(), List.of(), List.of(), List.of(), List.of("pending")),
        channels.stream().map(this::states).toList());
  }

  @Test
  void aBatchThatIsWrittenTwiceTellsOnce() {
    FakeChannel group = channel("group", Map.of());
    Outbox outbox = outbox(List.of(group));
    String alarms = "{\"redWaiting\":\"" + alarm + "\"}";
    List<Event> batch =
        List.of(
            event("first", "opened", contactState(city, alarms)),
            event("first", "climbed", alarmState(city, contact, alarm, 1)));
    for (int time = 0; time < 2; time++) {
      write(outbox, city, batch);
    }
    assertEquals(List.of("pending", "pending"), states(group));

    // What comes after it ends both, whatever was read before.
    List<Event> end = List.of(event("first", "accepted", contactState(city, "{}")));
    write(outbox, city, end);
    assertEquals(List.of("ended", "ended"), states(group));
  }

  @Test
  void whatCannotBeReadIsCountedAndHoldsUpNoHistory() {
    FakeChannel group = channel("group", Map.of());
    Outbox outbox = outbox(List.of(group));
    List<Event> odd =
        List.of(
            event("first", "climbed", "{\"id\":\"no uuid\"}"),
            event("first", "opened", "{\"alarms\":{\"help\":3}}"),
            event("first", "opened", "nonsense"));

    write(outbox, city, odd);

    assertEquals(List.of(), states(group));
    assertTrue(STORES.metrics().counter("dispatcher.alerts.unreadable").count() >= 3);
  }

  @Test
  void aPresentThatIsBuiltAnewTellsNothingAgainAndLosesNoCallForHelp() {
    FakeChannel group = channel("group", Map.of());
    Outbox outbox = outbox(List.of(group));
    String help = "{\"help\":\"" + alarm + "\"}";
    write(outbox, city, List.of(event("first", "escalated", contactState(city, help))));
    write(outbox, city, List.of(event("second", "restored", contactState(city, help))));
    assertEquals(List.of("pending"), states(group));

    // Redis was lost whole, and the call with it.
    write(outbox, city, List.of(event("third", "restored", contactState(city, "{}"))));
    assertEquals(List.of("pending"), states(group));

    String over = contactState(city, "{}").replace("waiting", "wrapUp");
    write(outbox, city, List.of(event("third", "ended", over)));
    assertEquals(List.of("ended"), states(group));
  }

  @Test
  void dangerThatAnotherPresentSeesNoMoreIsNotTold() {
    FakeChannel group = channel("group", Map.of());
    Outbox outbox = outbox(List.of(group));
    String waits = "{\"redWaiting\":\"" + alarm + "\"}";
    write(outbox, city, List.of(event("first", "opened", contactState(city, waits))));
    write(outbox, city, List.of(event("second", "restored", contactState(city, "{}"))));

    assertEquals(List.of("ended"), states(group));
  }

  private void write(Outbox outbox, TestCity city, List<Event> events) {
    STORES.onLoop(
        () -> database.inTransaction(connection -> outbox.write(connection, city.code(), events)));
  }

  private Event event(String era, String kind, String state) {
    return new Event(
        "0-1",
        new Era(era + city.code()),
        1,
        Instant.ofEpochMilli(city.timer().nowMs()),
        kind,
        Optional.of(contact),
        Optional.empty(),
        state);
  }

  private static String contactState(TestCity city, String alarms) {
    return "{\"origin\":\"%s\",\"stage\":\"waiting\",\"alarms\":%s}".formatted(city.east, alarms);
  }

  private static String alarmState(TestCity city, ContactId contact, UUID alarm, int rung) {
    return ("{\"id\":\"%s\",\"kind\":\"redWaiting\",\"contact\":\"%s\",\"county\":\"%s\","
            + "\"rung\":%d,\"opened\":%d}")
        .formatted(alarm, contact, city.east, rung, city.timer().nowMs());
  }
}
