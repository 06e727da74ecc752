package org.nuanxian.roster.http;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VAlarm;
import biweekly.component.VEvent;
import biweekly.parameter.Related;
import biweekly.property.Trigger;
import biweekly.util.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.nuanxian.roster.OwnShift;
import org.nuanxian.roster.Seat;

/**
 * Own shifts as iCalendar (RFC 5545), which every telephone reads. Written by biweekly: folding and
 * escaping are its trade, it has few dependencies, and what it writes is held against another
 * parser in the tests.
 */
final class CalendarFile {
  private static final Duration READ_AGAIN = Duration.builder().hours(1).build();
  private static final Duration BEFORE = Duration.builder().prior(true).hours(1).build();

  private CalendarFile() {}

  /** The file; {@code now} is written where the format asks when it was made. */
  static String of(List<OwnShift> shifts, Instant now) {
    ICalendar calendar = new ICalendar();
    calendar.setProductId("-//Nuanxian//Roster//ZH");
    calendar.setName("暖线值班");
    calendar.setRefreshInterval(READ_AGAIN);
    shifts.stream().map(shift -> event(shift, now)).forEach(calendar::addEvent);
    return Biweekly.write(calendar).go();
  }

  private static VEvent event(OwnShift own, Instant now) {
    String seat = own.seat() == Seat.AT_DESK ? "坐席" : "听班";
    String words = "暖线 %s · %s · %s".formatted(own.county(), own.shift().name(), seat);
    VEvent event = new VEvent();
    event.setUid(own.shift().id().value() + "@nuanxian");
    event.setDateTimeStamp(Date.from(now));
    event.setDateStart(Date.from(own.shift().from()));
    event.setDateEnd(Date.from(own.shift().to()));
    event.setSummary(words);
    event.addAlarm(VAlarm.display(new Trigger(BEFORE, Related.START), words));
    return event;
  }
}
