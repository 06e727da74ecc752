package org.nuanxian.gateway.channel.hotline.standby;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nuanxian.runtime.id.CountyCode;

class DutyTableTest {
  private static final CountyCode COUNTY = new CountyCode("360802");
  private static final LocalDate FIRST = LocalDate.of(2026, 11, 23);

  private static Instant at(String local) {
    return Instant.parse(local + ":00+08:00");
  }

  @Test
  void eachDaySaysWhoIsRungFromWhenOnAndBeginsWithWhoeverIsRungAtMidnight() {
    DutyTable table = new DutyTable();
    table.note(COUNTY, at("2026-11-23T07:30"), List.of("1", "2"));
    table.note(COUNTY, at("2026-11-23T20:00"), List.of("3"));
    table.note(COUNTY, at("2026-11-23T23:00"), List.of("3"));
    table.note(COUNTY, at("2026-11-24T08:15"), List.of());
    table.note(COUNTY, at("2026-11-25T00:00"), List.of("4"));

    assertEquals(
        Map.of(
            "20261123", "0730=1&2,2000=3",
            "20261124", "0000=3,0815=",
            "20261125", "0000=4",
            "20261126", "0000=4"),
        table.days(FIRST, FIRST.plusDays(3)).get(COUNTY));
  }

  @Test
  void nobodyIsRungTwiceInARoundAndARoundHasAnEnd() {
    DutyTable table = new DutyTable();
    List<String> many = IntStream.range(0, 40).mapToObj(n -> "13" + n % 20).toList();
    table.note(COUNTY, at("2026-11-23T00:00"), many);

    String line = table.days(FIRST, FIRST).get(COUNTY).get("20261123");
    assertEquals("0000=" + String.join("&", many.subList(0, 12)), line);
  }

  @Test
  void whoeverIsInTheTableIsRungAfterItsEnd() {
    DutyTable table = new DutyTable();
    table.note(COUNTY, at("2026-11-23T00:00"), List.of("1", "2"));
    table.note(COUNTY, at("2026-11-23T08:00"), List.of());
    table.note(COUNTY, at("2026-11-23T20:00"), List.of("2", "3"));

    assertEquals(List.of("1", "2", "3"), table.everybody(COUNTY));
    assertEquals(List.of(), table.everybody(new CountyCode("360803")));
  }
}
