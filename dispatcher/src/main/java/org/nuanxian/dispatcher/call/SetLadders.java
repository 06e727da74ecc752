package org.nuanxian.dispatcher.call;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How long each rung of each ladder of the city lasts.
 *
 * @param pauses by kind, from the first rung on; the last one repeats
 */
public record SetLadders(Map<String, List<Duration>> pauses) implements Call<Presence> {

  @Override
  public String script() {
    return "set_ladders";
  }

  @Override
  public List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    pauses.forEach((kind, each) -> {
      arguments.add(kind);
      arguments.add(
          each.stream()
              .map(pause -> Long.toString(pause.toMillis()))
              .collect(Collectors.joining(",", "[", "]")));
    });
    return arguments;
  }

  @Override
  public Presence result(List<String> reply) {
    return new Presence(reply.get(0).equals("1"));
  }
}
