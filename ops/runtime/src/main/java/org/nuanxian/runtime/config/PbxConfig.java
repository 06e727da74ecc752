package org.nuanxian.runtime.config;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.nuanxian.runtime.id.CountyCode;

/**
 * One Asterisk and what rings on it.
 *
 * @param id how it is called in records and figures
 * @param ariUrl where its REST interface is, up to before {@code /ari}: {@code
 *     http://10.0.0.7:8088}
 * @param user of that interface
 * @param password of that user
 * @param trunk the PJSIP endpoint by which calls come and go
 * @param numbers the called numbers, each {@code called=county}
 * @param socketUrl what the browsers of volunteers open, {@code wss://pbx.example:8089/ws}
 * @param mediaHost what is told to browsers as the address of sound; empty: what Asterisk finds
 */
public record PbxConfig(
    @Setting String id,
    @Setting String ariUrl,
    @Setting String user,
    @Setting(fallback = "") Optional<Secret> password,
    @Setting(fallback = "trunk") String trunk,
    @Setting List<String> numbers,
    @Setting String socketUrl,
    @Setting(fallback = "") Optional<String> mediaHost) {

  /** Copies the list; an address has no slash at its end. */
  public PbxConfig {
    ariUrl = ariUrl.endsWith("/") ? ariUrl.substring(0, ariUrl.length() - 1) : ariUrl;
    numbers = List.copyOf(numbers);
  }

  /** The county of each called number. */
  public Map<String, CountyCode> counties() {
    return numbers.stream()
        .map(line -> line.split("=", -1))
        .collect(Collectors.toUnmodifiableMap(p -> p[0], p -> new CountyCode(p[1])));
  }

  /**
   * What a called telephone shows of us: a number of that county, else the first of all.
   *
   * @param county empty: of no county in particular
   */
  public String shown(Optional<CountyCode> county) {
    return numbers.stream()
        .filter(line -> county.filter(code -> line.endsWith("=" + code.value())).isPresent())
        .findFirst()
        .or(() -> numbers.stream().findFirst())
        .map(line -> line.split("=", -1)[0])
        .orElse("");
  }

  /** Scheme, host and port of the address for browsers. */
  public String socketOrigin() {
    URI uri = URI.create(socketUrl);
    return uri.getScheme() + "://" + uri.getRawAuthority();
  }
}
