package org.nuanxian.dispatcher.call;

import java.util.List;
import org.nuanxian.dispatcher.Stored;

/**
 * A contact joins the queue.
 *
 * @param recorded whether PostgreSQL has that row
 */
public record OpenContact(Stored row, boolean recorded) implements Call<Moved> {

  /** One that PostgreSQL has. */
  public OpenContact(Stored row) {
    this(row, true);
  }

  @Override
  public String script() {
    return "open_contact";
  }

  @Override
  public List<String> arguments() {
    return row.opening(recorded);
  }

  @Override
  public Moved result(List<String> reply) {
    return Moved.of(reply);
  }
}
