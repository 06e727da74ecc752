package org.nuanxian.dispatcher.call;

import java.util.List;
import org.nuanxian.dispatcher.Stored;

/** One contact as PostgreSQL holds it; {@code more} answers that Redis is ahead. */
public record RestoreContact(Stored row) implements Call<Moved> {

  @Override
  public String script() {
    return "restore_contact";
  }

  @Override
  public List<String> arguments() {
    return row.restoring();
  }

  @Override
  public Moved result(List<String> reply) {
    return Moved.of(reply);
  }
}
