package org.nuanxian.dispatcher.call;

import java.util.List;
import org.nuanxian.dispatcher.ConnectionId;
import org.nuanxian.roster.VolunteerId;

/** A console closed. */
public record DetachVolunteer(VolunteerId volunteer, ConnectionId connection)
    implements Call<Presence> {

  @Override
  public String script() {
    return "detach_volunteer";
  }

  @Override
  public List<String> arguments() {
    return List.of(volunteer.value().toString(), connection.toString());
  }

  @Override
  public Presence result(List<String> reply) {
    return new Presence(reply.get(0).equals("1"));
  }
}
