package org.nuanxian.dispatcher.call;

import java.util.List;
import org.nuanxian.dispatcher.Stored;

/** Level, danger or what the help seeker wishes changed; the row holds it already. */
public record TellContact(Stored row) implements Call<Moved> {

  @Override
  public String script() {
    return "tell_contact";
  }

  @Override
  public List<String> arguments() {
    return row.telling();
  }

  @Override
  public Moved result(List<String> reply) {
    return Moved.of(reply);
  }
}
