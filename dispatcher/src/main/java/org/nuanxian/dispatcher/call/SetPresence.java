package org.nuanxian.dispatcher.call;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.nuanxian.dispatcher.ConnectionId;
import org.nuanxian.dispatcher.Status;
import org.nuanxian.roster.Medium;
import org.nuanxian.roster.VolunteerId;

/** What a volunteer is ready for. */
public record SetPresence(
    VolunteerId volunteer,
    ConnectionId connection,
    Status status,
    Set<Medium> media,
    int chats,
    Instant onShiftUntil)
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
        status.wire(),
        Media.text(media),
        Integer.toString(chats),
        Long.toString(onShiftUntil.toEpochMilli()));
  }

  @Override
  public Answer result(List<String> reply) {
    return new Answer(
        reply.get(0).equals("1"), ViewVolunteer.View.of(reply.subList(1, reply.size())));
  }
}
