package org.nuanxian.dispatcher.policy;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.nuanxian.runtime.config.TimingConfig;
import org.nuanxian.runtime.http.Fields;
import org.nuanxian.runtime.id.CountyCode;

/**
 * How far somebody who waits is looked after: by the own county, then by counties that stand in for
 * it, then by the whole city; at last the number of another line is told beside. Red stands in the
 * whole city at once.
 *
 * @param own how long a contact waits for its own county alone; zero: not at all
 * @param linked how long it waits then for counties that stand in; zero: not at all
 * @param referral after this long another line is told of, while it waits on
 * @param referralNumber which number of the directory; empty: the first one but 110 and 120
 * @param pools who stands in for whom, and when
 * @param joined a county without a line, and the county whose line it joins
 */
public record Reach(
    Duration own,
    Duration linked,
    Duration referral,
    Optional<String> referralNumber,
    List<Pool> pools,
    Map<CountyCode, CountyCode> joined)
    implements Part {

  static final Bounds BOUNDS =
      new Bounds().and("own", 0, 300).and("linked", 0, 300).and("referral", 60, 7_200);

  private static final int POOLS_MAX = 20;
  private static final int ID_CHARS_MAX = 40;

  /** Copies the pools and the counties. */
  public Reach {
    pools = List.copyOf(pools);
    joined = Map.copyOf(joined);
  }

  static Reach of(TimingConfig timing) {
    return new Reach(
        timing.widen(), timing.linked(), timing.referral(), Optional.empty(), List.of(), Map.of());
  }

  static Reach read(Fields f, Reach otherwise) {
    return new Reach(
        BOUNDS.read(f, "own", otherwise.own),
        BOUNDS.read(f, "linked", otherwise.linked),
        BOUNDS.read(f, "referral", otherwise.referral),
        f.optionalText("referralNumber", ID_CHARS_MAX),
        f.objects("pools", POOLS_MAX).stream().map(Pool::read).toList(),
        joined(f));
  }

  private static Map<CountyCode, CountyCode> joined(Fields f) {
    Map<CountyCode, CountyCode> joined = new LinkedHashMap<>();
    for (Fields item : f.objects("joined", Pool.COUNTIES_MAX)) {
      Optional<CountyCode> county = county(item, "county");
      Optional<CountyCode> to = county(item, "to");
      boolean both = county.isPresent() && to.isPresent();
      if (both && joined.put(county.orElseThrow(), to.orElseThrow()) != null) {
        item.mistake("county", "twice", "Joins a line already.");
      }
    }
    joined.values().stream()
        .filter(joined::containsKey)
        .findAny()
        .ifPresent(to ->
            f.mistake("joined", "no-line", "One joins a county that has no line of its own."));
    return joined;
  }

  private static Optional<CountyCode> county(Fields f, String field) {
    String code = f.text(field, 6, 6);
    if (code.matches("[0-9]{6}")) {
      return Optional.of(new CountyCode(code));
    }
    f.mistake(field, "format", "Must be a code of six digits.");
    return Optional.empty();
  }

  /** The county whose line answers for this one. */
  public CountyCode home(CountyCode county) {
    return joined.getOrDefault(county, county);
  }

  @Override
  public Map<String, String> literals() {
    return Map.of(
        "own", Bounds.ms(own),
        "linked", Bounds.ms(linked),
        "referral", Bounds.ms(referral),
        "home", homeOfCounty(),
        "standIn", standIn(),
        "joined", guestsTable(),
        "pools", poolsTable());
  }

  /** An expression over {@code county}: comparing costs less than making a table at each call. */
  private String homeOfCounty() {
    return joined.entrySet().stream()
        .map(pair -> "county == '" + pair.getKey() + "' and '" + pair.getValue() + "' or ")
        .sorted()
        .collect(Collectors.joining("", "(", "county)"));
  }

  /** An expression over the homes {@code a} and {@code b} and the {@code hour}. */
  private String standIn() {
    return linking()
        .map(pool ->
            pool.literal() + " and " + holds(pool, "a") + " and " + holds(pool, "b") + " or ")
        .collect(Collectors.joining("", "(", "false)"));
  }

  private static String holds(Homes pool, String county) {
    return "string.find('" + pool.codes() + "', " + county + ", 1, true)";
  }

  /** Each home, and who joins it. */
  private String guestsTable() {
    Map<String, List<String>> guests = new TreeMap<>();
    joined.forEach((county, to) ->
        guests.computeIfAbsent(to.value(), home -> new ArrayList<>()).add("'" + county + "'"));
    return guests.entrySet().stream()
        .map(home ->
            "['"
                + home.getKey()
                + "'] = { "
                + home.getValue().stream().sorted().collect(Collectors.joining(", "))
                + " }")
        .collect(Collectors.joining(", ", "{ ", " }"));
  }

  private String poolsTable() {
    return linking()
        .map(pool -> "{ open = " + pool.literal() + ", homes = '" + pool.codes() + "' }")
        .collect(Collectors.joining(", ", "{ ", " }"));
  }

  /** A pool as scripts have it: when it is open, and the codes of its homes with blanks between. */
  private record Homes(String literal, String codes) {}

  /** A pool of a single home links nobody. */
  private Stream<Homes> linking() {
    return pools.stream()
        .filter(pool -> pool.counties().stream().map(this::home).distinct().count() > 1)
        .map(pool ->
            new Homes(
                pool.hours().literal(),
                pool.counties().stream()
                    .map(county -> home(county).value())
                    .distinct()
                    .collect(Collectors.joining(" "))));
  }

  @Override
  public JsonObject json() {
    JsonArray pairs = new JsonArray();
    joined.forEach((county, to) ->
        pairs.add(new JsonObject().put("county", county.value()).put("to", to.value())));
    JsonArray linkedCounties = new JsonArray();
    pools.forEach(pool -> linkedCounties.add(pool.json()));
    return new JsonObject()
        .put("own", Bounds.seconds(own))
        .put("linked", Bounds.seconds(linked))
        .put("referral", Bounds.seconds(referral))
        .put("referralNumber", referralNumber.orElse(null))
        .put("pools", linkedCounties)
        .put("joined", pairs);
  }
}
