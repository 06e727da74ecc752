package org.nuanxian.dispatcher.call;

import java.util.List;
import org.nuanxian.dispatcher.ContactId;

/** Somebody on the line is in danger, and PostgreSQL cannot be told now. */
public record MarkDanger(ContactId contact) implements Call<Moved> {

  @Override
  public String script() {
    return "mark_danger";
  }

  @Override
  public List<String> arguments() {
    return List.of(contact.toString());
  }

  @Override
  public Moved result(List<String> reply) {
    return Moved.of(reply);
  }
}
