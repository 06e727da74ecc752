package org.nuanxian.dispatcher.call;

import java.util.List;
import java.util.Optional;
import org.nuanxian.dispatcher.ConnectionId;
import org.nuanxian.dispatcher.OfferId;
import org.nuanxian.roster.VolunteerId;

/** A volunteer says yes. */
public record AcceptOffer(VolunteerId volunteer, ConnectionId connection, OfferId offer)
    implements Call<Moved> {

  @Override
  public String script() {
    return "accept_offer";
  }

  @Override
  public Optional<VolunteerId> asker() {
    return Optional.of(volunteer);
  }

  @Override
  public List<String> arguments() {
    return List.of(volunteer.value().toString(), connection.toString(), offer.toString());
  }

  @Override
  public Moved result(List<String> reply) {
    return Moved.of(reply);
  }
}
