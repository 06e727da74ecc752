package org.nuanxian.dispatcher.call;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.nuanxian.dispatcher.ConnectionId;
import org.nuanxian.dispatcher.Wanted;
import org.nuanxian.roster.VolunteerId;

/** What a volunteer is ready for. */
public record SetPresence(
    VolunteerId volunteer, ConnectionId connection, Wanted wanted, Instant onShiftUntil)
    implements Call<SetPresence.Answer> {

  /**
   * What lies before the volunteer now.
   *
   * @param more an offer was made, so there may be more to match
   */
  public record Answer(boolean more, ViewVolunteer.View view) {}

  @Override
  public String script() {
    return "set_presence";
  }

  @Override
  public Optional<VolunteerId> asker() {
    return Optional.of(volunteer);
  }

  @Override
  public List<String> arguments() {
    return List.of(
        volunteer.value().toString(),
        connection.toString(),
        wanted.status().wire(),
        Media.text(wanted.media()),
        Integer.toString(wanted.chats()),
        Long.toString(onShiftUntil.toEpochMilli()),
        wanted.seat().code(),
        wanted.back() ? "1" : "0",
        wanted.pulls() ? "1" : "0");
  }

  @Override
  public Answer result(List<String> reply) {
    return new Answer(
        reply.get(0).equals("1"), ViewVolunteer.View.of(reply.subList(1, reply.size())));
  }
}
