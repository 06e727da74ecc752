package org.nuanxian.dispatcher.call;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.nuanxian.dispatcher.ConnectionId;
import org.nuanxian.roster.VolunteerId;

/**
 * A volunteer takes the next contact by themselves.
 *
 * @param name of this taking; a repeat is the same one
 */
public record TakeNext(VolunteerId volunteer, ConnectionId connection, UUID name)
    implements Call<Moved> {

  @Override
  public String script() {
    return "take_next";
  }

  @Override
  public Optional<VolunteerId> asker() {
    return Optional.of(volunteer);
  }

  @Override
  public List<String> arguments() {
    return List.of(volunteer.value().toString(), connection.toString(), name.toString());
  }

  @Override
  public Moved result(List<String> reply) {
    return Moved.of(reply);
  }
}
