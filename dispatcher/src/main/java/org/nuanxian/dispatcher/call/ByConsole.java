package org.nuanxian.dispatcher.call;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.nuanxian.dispatcher.ConnectionId;
import org.nuanxian.roster.VolunteerId;

/** What somebody does from their console; {@code caller} in the script. */
public interface ByConsole extends Call<Moved> {
  /** Whose console. */
  VolunteerId volunteer();

  ConnectionId connection();

  /** ARGV from the sixth on. */
  List<String> what();

  @Override
  default Optional<VolunteerId> asker() {
    return Optional.of(volunteer());
  }

  @Override
  default List<String> arguments() {
    Stream<String> who = Stream.of(volunteer().value().toString(), connection().toString());
    return Stream.concat(who, what().stream()).toList();
  }

  @Override
  default Moved result(List<String> reply) {
    return Moved.of(reply);
  }
}
