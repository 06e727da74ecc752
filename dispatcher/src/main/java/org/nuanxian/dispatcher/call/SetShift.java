package org.nuanxian.dispatcher.call;

import java.time.Instant;
import java.util.List;
import org.nuanxian.roster.VolunteerId;

/**
 * The roster changed for a volunteer.
 *
 * @param can what they can answer for, see {@link org.nuanxian.dispatcher.Stored#can}
 */
public record SetShift(VolunteerId volunteer, Instant onShiftUntil, int can)
    implements Call<Presence> {

  @Override
  public String script() {
    return "set_shift";
  }

  @Override
  public List<String> arguments() {
    return List.of(
        volunteer.value().toString(),
        Long.toString(onShiftUntil.toEpochMilli()),
        Integer.toString(can));
  }

  @Override
  public Presence result(List<String> reply) {
    return new Presence(reply.get(0).equals("1"));
  }
}
