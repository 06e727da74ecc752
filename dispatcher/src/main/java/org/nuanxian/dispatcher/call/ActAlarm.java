package org.nuanxian.dispatcher.call;

import java.util.List;
import org.nuanxian.dispatcher.AlarmId;
import org.nuanxian.roster.VolunteerId;

/** Somebody acted on an escalation. */
public record ActAlarm(AlarmId alarm, VolunteerId volunteer, String how) implements Call<Presence> {

  @Override
  public String script() {
    return "act_alarm";
  }

  @Override
  public List<String> arguments() {
    return List.of(alarm.toString(), volunteer.value().toString(), how);
  }

  @Override
  public Presence result(List<String> reply) {
    return new Presence(reply.get(0).equals("1"));
  }
}
