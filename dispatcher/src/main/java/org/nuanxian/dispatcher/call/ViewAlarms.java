package org.nuanxian.dispatcher.call;

import java.util.List;
import org.nuanxian.dispatcher.Alarm;

/** Every open escalation of the city, the oldest first. */
public record ViewAlarms() implements Call<List<Alarm>> {

  @Override
  public String script() {
    return "view_alarms";
  }

  @Override
  public List<String> arguments() {
    return List.of();
  }

  @Override
  public List<Alarm> result(List<String> reply) {
    return AlarmState.parse(reply);
  }
}
