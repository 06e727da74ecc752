package org.nuanxian.dispatcher.call;

import java.util.List;
import org.nuanxian.dispatcher.AlarmId;
import org.nuanxian.roster.VolunteerId;

/** Somebody saw an escalation. */
public record AcknowledgeAlarm(AlarmId alarm, VolunteerId volunteer) implements Call<Presence> {

  @Override
  public String script() {
    return "acknowledge_alarm";
  }

  @Override
  public List<String> arguments() {
    return List.of(alarm.toString(), volunteer.value().toString());
  }

  @Override
  public Presence result(List<String> reply) {
    return new Presence(reply.get(0).equals("1"));
  }
}
