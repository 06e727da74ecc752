package org.nuanxian.dispatcher.call;

import java.util.List;
import org.nuanxian.dispatcher.ContactState;

/** The clock of a city: takes what is due. */
public record Tick() implements Call<Tick.Ticked> {

  /**
   * What a tick did.
   *
   * @param more there is more due, tick again at once
   * @param poisoned how many items failed and were put aside, ever
   * @param moved contacts whose term changed; PostgreSQL must hear of them
   */
  public record Ticked(boolean more, long poisoned, List<ContactState> moved) {}

  @Override
  public String script() {
    return "tick";
  }

  @Override
  public List<String> arguments() {
    return List.of();
  }

  @Override
  public Ticked result(List<String> reply) {
    return new Ticked(
        reply.get(0).equals("1"),
        Long.parseLong(reply.get(1)),
        reply.subList(2, reply.size()).stream().map(ContactState::parse).toList());
  }
}
