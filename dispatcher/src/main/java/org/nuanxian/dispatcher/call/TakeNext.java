package org.nuanxian.dispatcher.call;

import java.util.List;
import java.util.UUID;
import org.nuanxian.dispatcher.ConnectionId;
import org.nuanxian.roster.VolunteerId;

/**
 * A volunteer takes the next contact by themselves.
 *
 * @param name of this taking; a repeat is the same one
 */
public record TakeNext(VolunteerId volunteer, ConnectionId connection, UUID name)
    implements ByConsole {

  @Override
  public String script() {
    return "take_next";
  }

  @Override
  public List<String> what() {
    return List.of(name.toString());
  }
}
