package org.nuanxian.runtime.http;

import io.netty.util.NetUtil;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The address a request comes from. Personal: used for limits, never logged.
 *
 * @param text an IPv4 or IPv6 literal
 */
public record ClientAddress(String text) {
  /** An IPv6 household has a /64 of its own, so single addresses of it are not told apart. */
  private static final int IPV6_HOUSEHOLD_BYTES = 8;

  /** What limits count under: the IPv4 address, or the /64 of an IPv6 one. */
  public String rateKey() {
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
    if (bytes == null) {
      return "address:unknown";
    }
    int kept = bytes.length == 4 ? 4 : IPV6_HOUSEHOLD_BYTES;
    return "address:" + HexFormat.of().formatHex(Arrays.copyOf(bytes, kept));
  }

  /** Does not show the address. */
  @Override
  public String toString() {
    return "ClientAddress[…]";
  }
}
