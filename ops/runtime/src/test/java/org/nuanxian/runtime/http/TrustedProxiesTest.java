package org.nuanxian.runtime.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrustedProxiesTest {
  private static String client(List<String> proxies, String peer, String forwarded) {
    return new TrustedProxies(proxies).client(peer, Optional.of(forwarded)).text();
  }

  @Test
  void aStrangersHeaderIsNotBelieved() {
    assertEquals("203.0.113.9", client(List.of(), "203.0.113.9", "1.2.3.4"));
    assertEquals("203.0.113.9", client(List.of("10.0.0.0/8"), "203.0.113.9", "1.2.3.4"));
  }

  @Test
  void hopsAreReadFromTheRightUpToTheFirstStranger() {
    List<String> ours = List.of("10.0.0.0/8", "::1");
    assertEquals("203.0.113.9", client(ours, "10.0.0.1", "1.2.3.4, 203.0.113.9"));
    assertEquals("203.0.113.9", client(ours, "::1", "1.2.3.4, 203.0.113.9, 10.2.3.4"));
    assertEquals("2001:db8::7", client(ours, "10.0.0.1", "2001:db8::7"));
  }

  @Test
  void garbageIsWhereItStops() {
    List<String> ours = List.of("10.0.0.1");
    assertEquals("10.0.0.1", client(ours, "10.0.0.1", "no address"));
    assertEquals("10.0.0.1", client(ours, "10.0.0.1", ""));
    assertEquals("10.0.0.1", client(ours, "10.0.0.1", "1.2.3.4,\u0000"));
  }

  @Test
  void aMistypedProxyIsRefusedAtStart() {
    assertThrows(IllegalArgumentException.class, () -> new TrustedProxies(List.of("proxy.local")));
  }

  @Test
  void aHouseholdOfIpv6CountsAsOne() {
    assertEquals(
        new ClientAddress("2001:db8:1:2::1").rateKey(),
        new ClientAddress("2001:db8:1:2:ffff::9").rateKey());
  }
}
