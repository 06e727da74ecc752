package org.nuanxian.dispatcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nuanxian.dispatcher.call.ActAlarm;
import org.nuanxian.dispatcher.call.NoteTold;
import org.nuanxian.dispatcher.call.TellContact;
import org.nuanxian.dispatcher.call.ViewAlarms;
import org.nuanxian.dispatcher.call.ViewQueue;
import org.nuanxian.dispatcher.testing.RowCopy;
import org.nuanxian.dispatcher.testing.Scripts;
import org.nuanxian.dispatcher.testing.TestCity.Seated;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.testing.Stores;

/**
 * What somebody must look at though nobody waits in danger: red cards, and waits beyond the told.
 */
class LookedAfterTest {
  @RegisterExtension static final Stores STORES = Stores.with("roster", "dispatch");

  private Scripts scripts;

  @BeforeEach
  void start() {
    scripts = new Scripts(STORES);
  }

  private List<String> alarms() {
    return scripts.run(new ViewAlarms()).stream().map(Alarm::kind).toList();
  }

  private void card(ContactId contact, Level level, boolean danger, long rev) {
    Stored row = scripts.told(contact, level, danger, rev);
    scripts.run(new TellContact(RowCopy.of(row).because(LevelSource.CARD).stored()));
  }

  private ContactId held() {
    Seated v = scripts.ready(1);
    scripts.open(Level.NONE);
    return scripts.accept(v).id();
  }

  private boolean overdue() {
    return scripts.run(new ViewQueue(List.of(scripts.city().east))).getFirst().overdue();
  }

  private Instant in(Duration time) {
    return Instant.ofEpochMilli(scripts.city().timer().nowMs()).plus(time);
  }

  @Test
  void aRedCardCallsUntilSomebodyHasLookedAndOnceForEachCard() {
    ContactId contact = held();
    card(contact, Level.YELLOW, false, 1);
    assertEquals(List.of(), alarms());
    card(contact, Level.RED, false, 2);
    assertEquals(List.of("redCard"), alarms());
    scripts.pass(Duration.ofSeconds(61));
    Alarm alarm = scripts.run(new ViewAlarms()).getFirst();
    assertEquals(1, alarm.rung());

    scripts.run(new ActAlarm(alarm.id(), new VolunteerId(UUID.randomUUID()), "join"));
    card(contact, Level.RED, true, 3); // the same card, and danger pressed beside it
    assertEquals(List.of(), alarms());
    card(contact, Level.BLUE, false, 4);
    card(contact, Level.RED, false, 5);
    assertEquals(List.of("redCard"), alarms());
    card(contact, Level.YELLOW, false, 6);
    assertEquals(List.of(), alarms());
  }

  @Test
  void redThatNoCardSetAsksNobodyToLookAtACard() {
    ContactId contact = held();
    scripts.run(new TellContact(scripts.told(contact, Level.RED, false, 1)));
    assertEquals(List.of(), alarms());
  }

  @Test
  void aWaitBeyondWhatWasToldFirstIsNoticed() {
    ContactId contact = scripts.open(Level.NONE);
    scripts.run(new NoteTold(contact, in(Duration.ofMinutes(1))));
    scripts.run(new NoteTold(contact, in(Duration.ofHours(1))));
    scripts.pass(Duration.ofMinutes(6));
    assertFalse(overdue());
    scripts.pass(Duration.ofSeconds(2));
    assertTrue(overdue());
    scripts.accept(scripts.ready(1));
    assertFalse(overdue());
  }

  @Test
  void whoWasToldNothingIsNoticedAfterTwentyMinutes() {
    scripts.open(Level.NONE);
    scripts.city().timer().advance(Duration.ofMinutes(20));
    assertFalse(overdue());
    scripts.city().timer().advance(Duration.ofSeconds(1));
    assertTrue(overdue());
  }
}
