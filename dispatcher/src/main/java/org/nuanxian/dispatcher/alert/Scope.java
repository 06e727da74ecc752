package org.nuanxian.dispatcher.alert;

import java.util.Optional;
import org.nuanxian.runtime.config.AlertConfig;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.id.CountyCode;
import org.nuanxian.runtime.staff.OwnWay;

/** Where a channel is told of anything, and what it can carry. */
public final class Scope {
  private Scope() {}

  /** Whether a channel can carry a message to somebody's own telephone or address. */
  public static boolean carries(AlertConfig channel, OwnWay way) {
    return carried(channel).filter(way::equals).isPresent();
  }

  /** Which way of people's own a channel can carry messages by. */
  static Optional<OwnWay> carried(AlertConfig channel) {
    return switch (channel.type()) {
      case SMS -> Optional.of(OwnWay.SMS);
      case EMAIL -> Optional.of(OwnWay.EMAIL);
      case TELEPHONE -> Optional.of(OwnWay.CALL);
      case WECOM, DINGTALK, WEBHOOK -> Optional.empty();
    };
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
