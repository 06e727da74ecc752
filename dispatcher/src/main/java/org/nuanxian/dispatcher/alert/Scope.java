package org.nuanxian.dispatcher.alert;

import java.util.Map;
import org.nuanxian.runtime.config.AlertConfig;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.id.CountyCode;

/** Which alarms a channel is told. */
public final class Scope {
  /** The kinds as the operator writes them. */
  private static final Map<String, String> KINDS =
      Map.of("redWaiting", "red-waiting", "redSilent", "red-silent", "help", "help");

  private Scope() {}

  static boolean told(AlertConfig channel, CityCode city, Rung rung) {
    return rung.rung() >= channel.fromRung()
        && covers(channel, city, new CountyCode(rung.county()))
        && (channel.kinds().isEmpty() || channel.kinds().contains(KINDS.get(rung.kind())));
  }

  /** Whether alarms of that county are sent there. */
  public static boolean covers(AlertConfig channel, CityCode city, CountyCode county) {
    return covers(channel, city)
        && (channel.counties().isEmpty() || channel.counties().contains(county.value()));
  }

  /** Whether alarms of some county of that city may be sent there. */
  public static boolean covers(AlertConfig channel, CityCode city) {
    return channel.cities().isEmpty() || channel.cities().contains(city.value());
  }
}
