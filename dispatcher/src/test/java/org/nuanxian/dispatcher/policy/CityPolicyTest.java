package org.nuanxian.dispatcher.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nuanxian.dispatcher.Policy;
import org.nuanxian.runtime.config.TimingConfig;
import org.nuanxian.runtime.http.FieldMistake;
import org.nuanxian.runtime.http.Fields;
import org.nuanxian.runtime.http.Problem;

class CityPolicyTest {
  private static final CityPolicy SHIPPED = CityPolicy.of(TimingConfig.defaults());

  private static final String DECIDED =
      """
      {"order": {"yellow": 300, "blue": 60, "ownCounty": 120},
       "reach": {"own": 0, "linked": 45, "referral": 900, "referralNumber": "city-line",
         "pools": [{"from": 22, "until": 6, "counties": ["110101", "110102", "110103"]}],
         "joined": [{"county": "110103", "to": "110101"}]},
       "offers": {"chat": 40, "chatNight": 60, "voice": 15, "voiceNight": 30, "red": 8,
         "onCall": 120, "night": {"from": 21, "until": 7}},
       "protections": {"redRest": 900, "restWait": 60, "perShift": 8, "perNight": 0, "missed": 3,
         "voiceAlone": false},
       "standby": {"waiting": 0, "longest": 90}}
      """;

  private static CityPolicy read(String json) {
    return Fields.parse(json).read(f -> CityPolicy.read(f, SHIPPED));
  }

  private static List<String> mistakes(String json) {
    return assertThrows(Problem.class, () -> read(json)).mistakes().stream()
        .map(FieldMistake::field)
        .sorted()
        .toList();
  }

  @Test
  void whatIsWrittenDownIsReadAsItWas() {
    CityPolicy decided = read(DECIDED);

    assertEquals(Duration.ofMinutes(5), decided.order().yellow());
    assertEquals(decided, read(decided.json().encode()));
    assertEquals(SHIPPED, read(SHIPPED.json().encode()));
  }

  @Test
  void whatIsAbsentIsAsShipped() {
    assertEquals(SHIPPED, read("{}"));
    assertEquals(SHIPPED.offers(), read("{\"offers\": {\"chat\": 30}}").offers());
  }

  @Test
  void everyMistakeIsNamedAtOnce() {
    assertEquals(
        List.of(
            "offers.night.from",
            "offers.red",
            "order.blue",
            "order.yellow",
            "reach.joined.0.to",
            "reach.own",
            "reach.pools.0.counties"),
        mistakes(
                """
                {"order": {"yellow": 901, "blue": -1},
                 "reach": {"own": "soon", "pools": [{"counties": ["110101"]}],
                   "joined": [{"county": "110101", "to": "over there"}]},
                 "offers": {"red": 31, "night": {"from": 24}}}
                """)
            .stream()
            .distinct()
            .toList());
  }

  @Test
  void blueIsNeverBeforeYellow() {
    assertEquals(List.of("order.blue"), mistakes("{\"order\": {\"yellow\": 60, \"blue\": 61}}"));
  }

  @Test
  void aCountyJoinsOneLineAndOnlyOneThatIsThere() {
    assertEquals(
        List.of("reach.joined"),
        mistakes(
            """
            {"reach": {"joined": [{"county": "110101", "to": "110102"},
              {"county": "110102", "to": "110103"}]}}
            """));
    assertEquals(
        List.of("reach.joined"),
        mistakes("{\"reach\": {\"joined\": [{\"county\": \"110101\", \"to\": \"110101\"}]}}"));
    assertEquals(
        List.of("reach.joined.1.county"),
        mistakes(
            """
            {"reach": {"joined": [{"county": "110101", "to": "110102"},
              {"county": "110101", "to": "110103"}]}}
            """));
  }

  @Test
  void noHeadStartReachesTheClassOfRed() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new Order(Duration.ofMinutes(16), Duration.ZERO, Duration.ZERO, Duration.ZERO));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new Order(Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ZERO, Duration.ZERO));
  }

  @Test
  void aScriptHoldsWhatWasDecided() {
    Policy policy = new Policy(TimingConfig.defaults(), read(DECIDED));

    assertEquals("c = 300000 + 20000", policy.applied("c = policy.yellow + policy.grace"));
    assertEquals("8 < math.huge", policy.applied("policy.shiftMax < policy.nightMax"));
    assertTrue(policy.applied("policy.isNight").contains("hour >= 21 or hour < 7"));
    assertThrows(IllegalStateException.class, () -> policy.applied("policy.luck"));
  }
}
