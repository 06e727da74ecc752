package org.nuanxian.dispatcher.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.nuanxian.dispatcher.CallBack;
import org.nuanxian.dispatcher.Stored;
import org.nuanxian.dispatcher.policy.CityPolicy;
import org.nuanxian.dispatcher.policy.Hours;
import org.nuanxian.runtime.id.CountyCode;

/**
 * Who should ring whom, by the rules of order and lanes, from looking at everybody: slow and plain.
 *
 * @param policy what the city decided
 * @param pulled whether those who take for themselves count like anybody else, as when one does
 */
record Oracle(Present.Look look, long nowMs, CityPolicy policy, boolean pulled) {
  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
  private static final double RED = 4e12;
  private static final double FRONT = 1e12;

  /** Each contact that was taken in this shift counts as idle for so much less. */
  private static final long SHARE_MS = 300_000;

  /** Who listens to so many already is not told apart from who listens to more. */
  private static final int BESIDE_MAX = 3;

  /** The same, where somebody takes the next by themselves. */
  Oracle pulling() {
    return new Oracle(look, nowMs, policy, true);
  }

  /** A contact and the volunteer it rings at. */
  record Ring(String contact, String volunteer) {}

  private static boolean red(JsonNode c) {
    return c.path("danger").asBoolean() || c.path("level").asText().equals("red");
  }

  private double score(JsonNode c) {
    double headStart =
        switch (c.path("level").asText()) {
          case "yellow" -> policy.order().yellow().toMillis();
          case "blue" -> policy.order().blue().toMillis();
          default -> 0;
        };
    return c.path("arrival").asDouble()
        - (red(c) ? RED : headStart)
        - (c.path("front").asBoolean() ? FRONT : 0)
        + (heldBack(c) && !red(c) ? policy.order().heldBack().toMillis() : 0);
  }

  private Comparator<JsonNode> order() {
    return Comparator.comparingDouble(this::score)
        .thenComparing(contact -> contact.path("id").asText());
  }

  private boolean wantsOffer(JsonNode c) {
    return c.path("stage").asText().equals("waiting")
        && !isSilent(c)
        && !(isCalled(c) && callFrom(c, nowMs) > nowMs)
        && c.path("offers").size() < (red(c) ? 2 : 1);
  }

  private static boolean isCalled(JsonNode c) {
    return c.has("callback") && c.has("away") && !onLine(c);
  }

  /** Somebody called and has not hung up. */
  static boolean onLine(JsonNode c) {
    return c.path("medium").asText().equals("voice") && !c.has("hungUp");
  }

  /** A call of which no leg is known, and nobody is to be called. */
  static boolean isSilent(JsonNode c) {
    return c.path("medium").asText().equals("voice") && c.has("away") && !isCalled(c);
  }

  /** As what a waiting contact is offered: whoever left a number and is away is called. */
  private static String way(JsonNode c) {
    return isCalled(c) ? "voice" : c.path("medium").asText();
  }

  /** The first instant, not before that one, at which somebody may be called. */
  static long callFrom(JsonNode c, long nowMs) {
    Hours wished = CallBack.hours(c.path("callback").asText()).orElseThrow();
    Instant from = Instant.ofEpochMilli(Math.max(nowMs, c.path("callAfter").asLong()));
    while (!within(wished, from.atZone(CHINA).getHour())) {
      from = from.truncatedTo(ChronoUnit.HOURS).plus(Duration.ofHours(1));
    }
    return from.toEpochMilli();
  }

  private static int load(JsonNode v) {
    return v.path("held").size() + v.path("ringing").size();
  }

  private boolean free(JsonNode v, String medium, int load) {
    boolean voice = false;
    for (JsonNode held : v.path("held")) {
      voice |= held.asText().equals("voice");
    }
    return isHere(v)
        && v.path("media").asText().contains(medium)
        && (medium.equals("voice") ? load == 0 : load < v.path("chats").asInt() && !voice);
  }

  /** Whether this volunteer may be rung for this contact now. */
  private boolean fits(JsonNode c, JsonNode v) {
    return fits(c, v, load(v));
  }

  /** Whether this volunteer may be rung for a contact in danger if a calm one gives way. */
  private boolean fitsInstead(JsonNode c, JsonNode v) {
    boolean calm =
        look.contacts().stream()
            .filter(other -> !red(other))
            .flatMap(other -> StreamSupport.stream(other.path("offers").spliterator(), false))
            .anyMatch(offer -> offer.path("v").asText().equals(v.path("id").asText()));
    return red(c) && c.path("offers").isEmpty() && calm && fits(c, v, load(v) - 1);
  }

  private boolean fits(JsonNode c, JsonNode v, int load) {
    String id = v.path("id").asText();
    for (JsonNode offer : c.path("offers")) {
      if (offer.path("v").asText().equals(id)) {
        return false;
      }
    }
    JsonNode till = c.path("avoid").path(id);
    boolean avoided = !till.isMissingNode() && (till.asLong() == -1 || till.asLong() > nowMs);
    return wantsOffer(c)
        && !besideBetter(c, v)
        && ringsAt(c, v)
        && reached(c.path("step").asText(), c, v)
        && !avoided
        && free(v, way(c), load)
        && (c.path("needs").asInt() & ~v.path("can").asInt()) == 0;
  }

  private static boolean pulls(JsonNode v) {
    return v.path("pull").asBoolean();
  }

  /** Whoever takes for themselves is rung for danger and for those who have waited long. */
  private boolean ringsAt(JsonNode c, JsonNode v) {
    long waited = nowMs - c.path("arrival").asLong();
    return pulled || !pulls(v) || red(c) || waited >= policy.offers().pull().toMillis();
  }

  private CountyCode home(String county) {
    return policy.reach().home(new CountyCode(county));
  }

  private boolean own(JsonNode c, JsonNode v) {
    return home(c.path("origin").asText()).equals(home(v.path("county").asText()));
  }

  /** Whether some pool that is open now holds both, or those whose line they join. */
  private boolean linked(JsonNode c, JsonNode v) {
    int hour = Instant.ofEpochMilli(nowMs).atZone(CHINA).getHour();
    List<CountyCode> both =
        List.of(home(c.path("origin").asText()), home(v.path("county").asText()));
    return policy.reach().pools().stream()
        .filter(pool -> within(pool.hours(), hour))
        .map(pool -> pool.counties().stream().map(policy.reach()::home).toList())
        .anyMatch(homes -> homes.containsAll(both));
  }

  private static boolean within(Hours hours, int hour) {
    int length = Math.floorMod(hours.until() - hours.from() - 1, 24) + 1;
    return Math.floorMod(hour - hours.from(), 24) < length;
  }

  private boolean reached(String step, JsonNode c, JsonNode v) {
    return switch (step) {
      case "own" -> own(c, v);
      case "linked" -> own(c, v) || linked(c, v);
      case "others" -> !c.path("origin").asText().equals(v.path("county").asText());
      default -> true;
    };
  }

  private boolean passedOver(String step, JsonNode c) {
    Duration time = step.equals("own") ? policy.reach().own() : policy.reach().linked();
    boolean attended =
        look.volunteers().stream()
            .filter(v ->
                v.path("status").asText().equals("ready")
                    && v.has("conn")
                    && !pulls(v)
                    && v.path("untilMs").asLong() > nowMs)
            .anyMatch(v -> step.equals("own") ? own(c, v) : linked(c, v) && !own(c, v));
    return time.isZero() || !attended;
  }

  /** The step in which a contact that has just come and rings nowhere yet waits or rings. */
  String firstStep(JsonNode c, boolean avoidsCounty) {
    if (avoidsCounty || red(c)) {
      return avoidsCounty ? "others" : "city";
    }
    ObjectNode tried = c.deepCopy();
    for (String step : List.of("own", "linked")) {
      tried.put("step", step);
      if (forContact(tried).isPresent() || !passedOver(step, c)) {
        return step;
      }
    }
    return "city";
  }

  private static boolean again(JsonNode c, JsonNode v) {
    return c.path("last").asText().equals(v.path("id").asText());
  }

  private static long idle(JsonNode v) {
    return v.path("idle").asLong() + v.path("taken").asLong() * SHARE_MS;
  }

  /** Whether somebody rests, or is not cleared for the night that it is. */
  private boolean rests(JsonNode v) {
    return v.has("rest") || (night() && !can(v, Stored.NIGHTS));
  }

  private boolean night() {
    long hour = (nowMs / 3_600_000 + 8) % 24;
    return hour >= 22 || hour < 6;
  }

  private static boolean can(JsonNode who, int bit) {
    return (who.path("can").asInt() & bit) != 0;
  }

  /** Whether a supervisor has confirmed that this person harassed. */
  private static boolean heldBack(JsonNode c) {
    return (c.path("wants").asInt() & Stored.SUPERVISES) != 0;
  }

  /** How far somebody is from what danger would rather find: who supervises, minors, then grade. */
  private static int lacks(JsonNode c, JsonNode who) {
    if (!red(c)) {
      return 0;
    }
    boolean minor = (c.path("wants").asInt() & Stored.MINORS) != 0;
    return (heldBack(c) && !can(who, Stored.SUPERVISES) ? 4 : 0)
        + (minor && !can(who, Stored.MINORS) ? 2 : 0)
        + (can(who, Stored.SENIOR) ? 0 : 1);
  }

  /** Whether somebody rings for it already who is nearer to what danger would rather find. */
  private static boolean besideBetter(JsonNode c, JsonNode v) {
    return StreamSupport.stream(c.path("offers").spliterator(), false)
        .anyMatch(offer -> lacks(c, offer) < lacks(c, v));
  }

  /** Whether people who rest are asked for it when nobody else is free. */
  private boolean mayAsk(JsonNode c) {
    boolean fresh =
        look.volunteers().stream()
            .anyMatch(v ->
                isHere(v)
                    && !rests(v)
                    && !v.path("call").asBoolean()
                    && (own(c, v) || !c.path("step").asText().equals("own")));
    boolean waitedLong =
        nowMs - c.path("arrival").asLong() >= policy.protections().restWait().toMillis();
    return c.path("offers").isEmpty() && (red(c) || waitedLong || !fresh);
  }

  private boolean isHere(JsonNode v) {
    return v.path("status").asText().equals("ready")
        && v.has("conn")
        && v.path("untilMs").asLong() > nowMs;
  }

  /**
   * Nobody twice running while somebody else is free; for danger whoever is cleared for minors, if
   * it is one, and of grade A or B; at a desk before on call; who waits for a ring before who takes
   * for themselves; of the own county; whoever listens to fewer; whoever is idle longest, by the
   * share of this shift. For danger, when nobody is free, one at whom a calm contact rings. Whoever
   * rests comes after all of these.
   */
  Optional<Ring> forContact(JsonNode c) {
    return first(c, v -> !rests(v) && fits(c, v))
        .or(() -> first(c, v -> !rests(v) && fitsInstead(c, v)))
        .or(() -> first(c, v -> rests(v) && mayAsk(c) && fits(c, v)))
        .or(() -> first(c, v -> rests(v) && mayAsk(c) && fitsInstead(c, v)))
        .map(v -> new Ring(c.path("id").asText(), v.path("id").asText()));
  }

  private Optional<JsonNode> first(JsonNode c, Predicate<JsonNode> allowed) {
    return look.volunteers().stream()
        .filter(allowed)
        .min(
            Comparator.<JsonNode, Boolean>comparing(v -> again(c, v))
                .thenComparing(v -> lacks(c, v))
                .thenComparing(v -> v.has("rest"))
                .thenComparing(v -> v.path("call").asBoolean())
                .thenComparing(Oracle::pulls)
                .thenComparing(v -> !own(c, v))
                .thenComparing(v -> Math.min(load(v), BESIDE_MAX))
                .thenComparing(Oracle::idle)
                .thenComparing(v -> v.path("id").asText()));
  }

  /** Whether somebody who rests, or at whom it rang last, leaves it to others. */
  private boolean leftToOthers(JsonNode c, JsonNode v) {
    if (rests(v) && !mayAsk(c)) {
      return true;
    }
    return (rests(v) || again(c, v) || lacks(c, v) > 0)
        && forContact(c)
            .filter(ring -> !ring.volunteer().equals(v.path("id").asText()))
            .isPresent();
  }

  /** Red first; the own county while nobody has waited too long; else the best of all. */
  Optional<Ring> forVolunteer(JsonNode v) {
    List<JsonNode> all =
        look.contacts().stream()
            .filter(c -> fits(c, v) && !leftToOthers(c, v))
            .sorted(order())
            .toList();
    if (all.isEmpty()) {
      return Optional.empty();
    }
    JsonNode best = all.getFirst();
    long waited = nowMs - best.path("arrival").asLong();
    boolean waitedLong = waited >= policy.order().ownCounty().toMillis();
    if (!red(best) && !best.path("front").asBoolean() && !waitedLong) {
      best = all.stream().filter(c -> own(c, v)).findFirst().orElse(best);
    }
    return Optional.of(new Ring(best.path("id").asText(), v.path("id").asText()));
  }

  /** The gravest that anybody free can take. */
  Optional<Ring> any() {
    return look.contacts().stream()
        .filter(this::wantsOffer)
        .sorted(order())
        .flatMap(c -> forContact(c).stream())
        .findFirst();
  }
}
