package org.nuanxian.dispatcher.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import org.nuanxian.dispatcher.Stored;
import org.nuanxian.dispatcher.policy.Reach;
import org.nuanxian.runtime.id.CountyCode;

/** After each tick, and at rest: nobody waits for whom somebody is free who may be asked. */
final class Unserved {
  /** A rest that ended this short before the look may not have been noticed by a tick yet. */
  private static final long TICK_MS = 1_000;

  private Unserved() {}

  static void check(Present.Look look) {
    for (JsonNode v : look.volunteers()) {
      for (JsonNode c : look.contacts()) {
        if (fits(v, c, look.lastNow()) && ringsAt(v, c, look.lastNow()) && mayBeAsked(look, v, c)) {
          throw new Trouble("free, fitting and not rung: " + v + " " + c);
        }
      }
    }
  }

  /** Nobody waits for long because somebody would rather take for themselves. */
  private static boolean ringsAt(JsonNode v, JsonNode c, long now) {
    long waited = now - TICK_MS - c.path("arrival").asLong();
    return !v.path("pull").asBoolean()
        || red(c)
        || waited >= Simulation.POLICY.city().offers().pull().toMillis();
  }

  /** No protection keeps the last ones there are from somebody who waits, nor anybody for long. */
  private static boolean mayBeAsked(Present.Look look, JsonNode v, JsonNode c) {
    long now = look.lastNow();
    boolean fresh =
        look.volunteers().stream()
            .anyMatch(other ->
                other.path("status").asText().equals("ready")
                    && other.path("untilMs").asLong() > now
                    && !standsBack(other, now)
                    && (!c.path("step").asText().equals("own") || sameLine(other, c))
                    && !other.path("call").asBoolean());
    long waited = now - TICK_MS - c.path("arrival").asLong();
    return !standsBack(v, now)
        || (c.path("offers").isEmpty()
            && (red(c)
                || !fresh
                || waited >= Simulation.POLICY.city().protections().restWait().toMillis()));
  }

  private static boolean sameLine(JsonNode v, JsonNode c) {
    Reach reach = Simulation.POLICY.city().reach();
    CountyCode county = new CountyCode(v.path("county").asText());
    return reach.home(county).equals(reach.home(new CountyCode(c.path("origin").asText())));
  }

  /** Whether somebody rests, or is not cleared for the night that it is. */
  private static boolean standsBack(JsonNode v, long now) {
    long hour = (now / 3_600_000 + 8) % 24;
    boolean night = hour >= 22 || hour < 6;
    return v.has("rest") || (night && (v.path("can").asInt() & Stored.NIGHTS) == 0);
  }

  private static boolean red(JsonNode c) {
    return c.path("danger").asBoolean() || c.path("level").asText().equals("red");
  }

  /** Whether somebody who rings for danger is nearer to what it would rather find. */
  private static boolean besideBetter(JsonNode v, JsonNode c) {
    boolean better = false;
    for (JsonNode offer : c.path("offers")) {
      better |= lacks(offer, c) < lacks(v, c);
    }
    return better;
  }

  private static int lacks(JsonNode who, JsonNode c) {
    int can = who.path("can").asInt();
    boolean minor = (c.path("wants").asInt() & Stored.MINORS) != 0;
    boolean heldBack = (c.path("wants").asInt() & Stored.SUPERVISES) != 0;
    return (heldBack && (can & Stored.SUPERVISES) == 0 ? 4 : 0)
        + (minor && (can & Stored.MINORS) == 0 ? 2 : 0)
        + ((can & Stored.SENIOR) == 0 ? 1 : 0);
  }

  private static boolean isCalled(JsonNode c) {
    return c.has("callback") && c.has("away") && !Oracle.onLine(c);
  }

  /** As what a waiting contact is offered. */
  private static String way(JsonNode c) {
    return isCalled(c) ? "voice" : c.path("medium").asText();
  }

  /** Whether nobody may call yet; a second counts as a pause, for the tick has yet to end it. */
  private static boolean isPaused(JsonNode c, long now) {
    return isCalled(c) && Oracle.callFrom(c, now - TICK_MS) > now - TICK_MS;
  }

  /** The rules of lanes, wants and exclusions, once more. */
  private static boolean fits(JsonNode v, JsonNode c, long now) {
    boolean red = red(c);
    String id = v.path("id").asText();
    if (!c.path("stage").asText().equals("waiting")
        || c.has("aside")
        || Oracle.isSilent(c)
        || c.path("offers").size() >= (red ? 2 : 1)
        || isPaused(c, now)
        || !v.has(way(c) + "Free")
        || (red && besideBetter(v, c))
        || v.path("untilMs").asLong() <= now) {
      return false;
    }
    String origin = c.path("origin").asText();
    String county = v.path("county").asText();
    boolean own = sameLine(v, c);
    boolean reached =
        switch (c.path("step").asText()) {
          case "own" -> own;
          case "linked" -> own || Simulation.LINKED.containsAll(Set.of(origin, county));
          case "others" -> !origin.equals(county);
          default -> true;
        };
    for (JsonNode offer : c.path("offers")) {
      reached &= !offer.path("v").asText().equals(id);
    }
    JsonNode till = c.path("avoid").path(id);
    boolean avoided =
        !till.isMissingNode() && (till.asLong() == -1 || till.asLong() > now - TICK_MS);
    return reached && !avoided && (c.path("needs").asInt() & ~v.path("can").asInt()) == 0;
  }
}
