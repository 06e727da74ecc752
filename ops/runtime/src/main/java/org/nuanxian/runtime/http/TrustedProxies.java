package org.nuanxian.runtime.http;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * Finds the client's address behind proxies. {@code X-Forwarded-For} is read from the right, and
 * only as far as each hop was written by a proxy the operator named: everything to the left of the
 * first stranger may be invented.
 */
final class TrustedProxies {
  /** More hops than any real chain; the rest is not looked at. */
  private static final int HOPS_MAX = 8;

  private final List<IpSubnetFilterRule> rules;

  /**
   * Reads the addresses.
   *
   * @param proxies addresses or subnets like {@code 10.0.0.0/8}
   * @throws IllegalArgumentException when one is neither
   */
  TrustedProxies(List<String> proxies) {
    this.rules = proxies.stream().map(TrustedProxies::rule).toList();
  }

  private static IpSubnetFilterRule rule(String proxy) {
    int slash = proxy.indexOf('/');
    String address = slash < 0 ? proxy : proxy.substring(0, slash);
    boolean v4 = NetUtil.isValidIpV4Address(address);
    if (!v4 && !NetUtil.isValidIpV6Address(address)) {
      throw new IllegalArgumentException("http.trusted-proxies: no address: " + proxy);
    }
    int bits = slash < 0 ? (v4 ? 32 : 128) : Integer.parseInt(proxy.substring(slash + 1));
    return new IpSubnetFilterRule(address, bits, IpFilterRuleType.ACCEPT);
  }

  /** The client of a connection from {@code peer} that carries this header. */
  ClientAddress client(String peer, Optional<String> forwardedFor) {
    String client = peer;
    String[] hops = forwardedFor.map(text -> text.split(",", -1)).orElse(new String[0]);
    int last = Math.max(0, hops.length - HOPS_MAX);
    for (int i = hops.length - 1; i >= last && trusted(client); i--) {
      String hop = hops[i].trim();
      if (!NetUtil.isValidIpV4Address(hop) && !NetUtil.isValidIpV6Address(hop)) {
        break;
      }
      client = hop;
    }
    return new ClientAddress(client);
  }

  private boolean trusted(String address) {
    if (rules.isEmpty()) {
      return false;
    }
    var inet = NetUtil.createInetAddressFromIpAddressString(address);
    return inet != null
        && rules.stream().anyMatch(rule -> rule.matches(new InetSocketAddress(inet, 0)));
  }
}
