package org.nuanxian.gateway.channel.hotline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CallerIdTest {
  private static final Set<String> OWN = Set.of("07968220000", "12356");

  private static CallerId of(String given) {
    return CallerId.of(given, Optional.empty(), OWN);
  }

  @Test
  void aNumberThatPersonsHaveIsFit() {
    for (String given : List.of("13800138000", "+8613800138000", "07968224567")) {
      assertTrue(of(given).fit(), given);
    }
  }

  @Test
  void whatIsNoNumberLeadsNowhere() {
    for (String given : List.of("", "anonymous", "Restricted", "0000", "12356", "<script>")) {
      assertFalse(of(given).fit(), given);
    }
    assertEquals(CallerId.NONE, of("anonymous"));
  }

  /** A forwarded call that shows who forwarded it: nobody is found there. */
  @Test
  void theNumberOfWhoForwardedACallIsUnfit() {
    Optional<String> by = Optional.of("+8607968225555");
    assertFalse(CallerId.of("07968225555", by, OWN).fit());
    assertTrue(CallerId.of("13800138000", by, OWN).fit());
    assertTrue(CallerId.of("07968225555", by, OWN).number().isPresent());
  }

  @Test
  void theLineCannotCallItself() {
    assertFalse(of("07968220000").fit());
    assertFalse(of("0796-8220000").fit());
  }

  @Test
  void aNumberStandsInNoLog() {
    assertFalse(of("13800138000").toString().contains("138"));
  }
}
