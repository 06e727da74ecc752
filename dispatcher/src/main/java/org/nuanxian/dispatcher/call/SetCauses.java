package org.nuanxian.dispatcher.call;

import java.util.ArrayList;
import java.util.List;
import org.nuanxian.dispatcher.Cause;

/** What is so now, or not, and concerns no contact. */
public record SetCauses(List<Cause> causes) implements Call<Presence> {
  /** Copies the list. */
  public SetCauses {
    causes = List.copyOf(causes);
  }

  @Override
  public String script() {
    return "set_causes";
  }

  @Override
  public List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    for (Cause cause : causes) {
      arguments.add(cause.kind());
      arguments.add(cause.county().value());
      arguments.add(cause.so() ? "1" : "0");
      arguments.add(cause.about().orElse(""));
    }
    return arguments;
  }

  @Override
  public Presence result(List<String> reply) {
    return new Presence(reply.get(0).equals("1"));
  }
}
