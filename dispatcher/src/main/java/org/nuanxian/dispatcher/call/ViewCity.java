package org.nuanxian.dispatcher.call;

import java.util.ArrayList;
import java.util.List;
import org.nuanxian.dispatcher.ContactState;
import org.nuanxian.dispatcher.VolunteerState;
import org.nuanxian.runtime.id.CountyCode;

/** Who is on, who waits and who talks in these counties. */
public record ViewCity(List<CountyCode> counties) implements Call<ViewCity.View> {
  /** More contacts at once nobody can look over. */
  private static final int CONTACTS_MAX = 200;

  /** What was seen, as the scripts keep it. */
  public record View(List<VolunteerState> volunteers, List<ContactState> contacts) {}

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
    int contacts = 1 + Integer.parseInt(reply.getFirst());
    return new View(
        reply.subList(1, contacts).stream().map(VolunteerState::parse).toList(),
        reply.subList(contacts, reply.size()).stream().map(ContactState::parse).toList());
  }
}
