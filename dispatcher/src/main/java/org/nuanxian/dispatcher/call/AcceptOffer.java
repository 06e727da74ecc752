package org.nuanxian.dispatcher.call;

import java.util.List;
import org.nuanxian.dispatcher.ConnectionId;
import org.nuanxian.dispatcher.OfferId;
import org.nuanxian.roster.VolunteerId;

/** A volunteer says yes. */
public record AcceptOffer(VolunteerId volunteer, ConnectionId connection, OfferId offer)
    implements ByConsole {

  @Override
  public String script() {
    return "accept_offer";
  }

  @Override
  public List<String> what() {
    return List.of(offer.toString());
  }
}
