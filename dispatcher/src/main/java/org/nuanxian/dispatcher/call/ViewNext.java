package org.nuanxian.dispatcher.call;

import java.util.List;
import org.nuanxian.roster.VolunteerId;

/** How many wait whom a volunteer who takes for themselves could take. */
public record ViewNext(VolunteerId volunteer) implements Call<Integer> {

  @Override
  public String script() {
    return "view_next";
  }

  @Override
  public List<String> arguments() {
    return List.of(volunteer.value().toString());
  }

  @Override
  public Integer result(List<String> reply) {
    return Integer.parseInt(reply.getFirst());
  }
}
