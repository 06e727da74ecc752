package org.nuanxian.dispatcher.call;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.nuanxian.dispatcher.ContactState;
import org.nuanxian.dispatcher.VolunteerState;
import org.nuanxian.runtime.id.CountyCode;

/** Who is on, who waits and who talks in these counties. */
public record ViewCity(List<CountyCode> counties) implements Call<ViewCity.View> {
  /** More contacts at once nobody can look over. */
  private static final int CONTACTS_MAX = 200;

  /**
   * What was seen, as the scripts keep it.
   *
   * @param at when it was true, by the clock of the deadlines in it
   */
  public record View(Instant at, List<VolunteerState> volunteers, List<ContactState> contacts) {
    /** Nothing was seen yet. */
    public static final View NOTHING = new View(Instant.EPOCH, List.of(), List.of());
  }

  /** Copies the counties. */
  public ViewCity {
    counties = List.copyOf(counties);
  }

  @Override
  public String script() {
    return "view_city";
  }

  @Override
  public List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    arguments.add(Integer.toString(CONTACTS_MAX));
    counties.forEach(county -> arguments.add(county.value()));
    return arguments;
  }

  @Override
  public View result(List<String> reply) {
    int contacts = 2 + Integer.parseInt(reply.get(1));
    return new View(
        Instant.ofEpochMilli(Long.parseLong(reply.get(0))),
        reply.subList(2, contacts).stream().map(VolunteerState::parse).toList(),
        reply.subList(contacts, reply.size()).stream().map(ContactState::parse).toList());
  }
}
