package org.nuanxian.dispatcher.call;

import java.util.List;
import java.util.Optional;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.roster.VolunteerId;

/** A supervisor asks somebody who is here and not ready whether they can come. */
public record CallIn(VolunteerId who, VolunteerId volunteer, Optional<ContactId> contact)
    implements Call<Moved> {

  @Override
  public String script() {
    return "call_in";
  }

  @Override
  public List<String> arguments() {
    return List.of(
        who.value().toString(),
        volunteer.value().toString(),
        contact.map(ContactId::toString).orElse(""));
  }

  @Override
  public Moved result(List<String> reply) {
    return Moved.of(reply);
  }
}
