package org.nuanxian.gateway.channel.hotline.standby;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.nuanxian.roster.ShiftTemplate;
import org.nuanxian.runtime.id.CountyCode;

/**
 * Which telephones a PBX rings for a county at which time, as its dialplan reads it: for each day a
 * line of parts, {@code 0000=1&2,0800=3}, each from its time on.
 */
final class DutyTable {
  /** One round of the dialplan must not take half an hour. */
  private static final int TELEPHONES_MAX = 12;

  private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmm", Locale.ROOT);

  private final Map<CountyCode, TreeMap<Instant, String>> changes =
      new TreeMap<>((one, other) -> one.value().compareTo(other.value()));

  /**
   * From that instant on these are rung for a county, until the next instant that is noted.
   *
   * @param telephones in the order in which they are rung; beyond a bound they are left out
   */
  void note(CountyCode county, Instant from, List<String> telephones) {
    String line = String.join("&", telephones.stream().distinct().limit(TELEPHONES_MAX).toList());
    changes.computeIfAbsent(county, c -> new TreeMap<>()).put(from, line);
  }

  /** The line of each day from the first to the last, by county and then by day as its key says. */
  Map<CountyCode, Map<String, String>> days(LocalDate first, LocalDate last) {
    Map<CountyCode, Map<String, String>> all =
        new TreeMap<>((one, other) -> one.value().compareTo(other.value()));
    changes.forEach((county, instants) -> {
      Map<String, String> lines = new TreeMap<>();
      for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
        lines.put(day.format(DAY), line(instants, day));
      }
      all.put(county, Collections.unmodifiableMap(lines));
    });
    return all;
  }

  private static String line(NavigableMap<Instant, String> instants, LocalDate day) {
    Instant begin = day.atStartOfDay(ShiftTemplate.ZONE).toInstant();
    Instant end = day.plusDays(1).atStartOfDay(ShiftTemplate.ZONE).toInstant();
    List<String> parts = new ArrayList<>();
    Map.Entry<Instant, String> before = instants.floorEntry(begin);
    String rung = before == null ? "" : before.getValue();
    if (!rung.isEmpty()) {
      parts.add("0000=" + rung);
    }
    for (Map.Entry<Instant, String> change : instants.subMap(begin, false, end, false).entrySet()) {
      if (!change.getValue().equals(rung)) {
        rung = change.getValue();
        ZonedDateTime at = change.getKey().atZone(ShiftTemplate.ZONE);
        parts.add(TIME.format(at) + "=" + rung);
      }
    }
    return String.join(",", parts);
  }

  /** Whoever is in the table of a county at all, in the order of time, within the bound. */
  List<String> everybody(CountyCode county) {
    return changes.getOrDefault(county, new TreeMap<>()).values().stream()
        .flatMap(line -> List.of(line.split("&", -1)).stream())
        .filter(telephone -> !telephone.isEmpty())
        .distinct()
        .limit(TELEPHONES_MAX)
        .toList();
  }
}
