package org.nuanxian.dispatcher.call;

import java.util.List;
import org.nuanxian.dispatcher.Stored;

/** A contact joins the queue. */
public record OpenContact(Stored row) implements Call<Moved> {

  @Override
  public String script() {
    return "open_contact";
  }

  @Override
  public List<String> arguments() {
    return row.opening();
  }

  @Override
  public Moved result(List<String> reply) {
    return Moved.of(reply);
  }
}
