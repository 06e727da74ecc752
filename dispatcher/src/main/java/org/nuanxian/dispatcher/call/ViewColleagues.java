package org.nuanxian.dispatcher.call;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.nuanxian.dispatcher.Colleague;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.roster.Seat;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.id.CountyCode;

/** Whom the holder of a contact may ask to go on now; those of the contact's county first. */
public record ViewColleagues(ContactId contact) implements Call<List<Colleague>> {
  /** Fields of each. */
  private static final int FIELDS = 3;

  @Override
  public String script() {
    return "view_colleagues";
  }

  @Override
  public List<String> arguments() {
    return List.of(contact.toString());
  }

  @Override
  public List<Colleague> result(List<String> reply) {
    List<Colleague> all = new ArrayList<>();
    for (int i = 0; i < reply.size(); i += FIELDS) {
      all.add(
          new Colleague(
              new VolunteerId(UUID.fromString(reply.get(i))),
              new CountyCode(reply.get(i + 1)),
              Seat.ofCode(reply.get(i + 2))));
    }
    return all;
  }
}
