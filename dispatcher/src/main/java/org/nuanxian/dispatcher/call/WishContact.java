package org.nuanxian.dispatcher.call;

import java.util.List;
import org.nuanxian.dispatcher.Stored;

/** The help seeker told more about who should listen; the row holds it already. */
public record WishContact(Stored row) implements Call<Moved> {

  @Override
  public String script() {
    return "wish_contact";
  }

  @Override
  public List<String> arguments() {
    return row.wishing();
  }

  @Override
  public Moved result(List<String> reply) {
    return Moved.of(reply);
  }
}
