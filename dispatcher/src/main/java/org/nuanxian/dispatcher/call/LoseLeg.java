package org.nuanxian.dispatcher.call;

import java.util.List;
import org.nuanxian.dispatcher.ContactId;

/** The holder's leg is gone, and the caller is not. */
public record LoseLeg(ContactId contact, long term) implements Call<Moved> {

  @Override
  public String script() {
    return "lose_leg";
  }

  @Override
  public List<String> arguments() {
    return List.of(contact.toString(), Long.toString(term));
  }

  @Override
  public Moved result(List<String> reply) {
    return Moved.of(reply);
  }
}
