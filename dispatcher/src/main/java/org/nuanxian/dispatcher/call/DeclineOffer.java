package org.nuanxian.dispatcher.call;

import java.util.List;
import org.nuanxian.dispatcher.ConnectionId;
import org.nuanxian.dispatcher.OfferId;
import org.nuanxian.roster.VolunteerId;

/** A volunteer says no. */
public record DeclineOffer(VolunteerId volunteer, ConnectionId connection, OfferId offer)
    implements ByConsole {

  @Override
  public String script() {
    return "decline_offer";
  }

  @Override
  public List<String> what() {
    return List.of(offer.toString());
  }
}
