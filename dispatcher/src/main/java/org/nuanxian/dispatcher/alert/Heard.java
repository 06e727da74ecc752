package org.nuanxian.dispatcher.alert;

import io.vertx.core.Future;
import org.nuanxian.dispatcher.AlarmId;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.id.CityCode;

/** What is done when somebody said by a key of their telephone that they heard an alert. */
public interface Heard {
  /** They saw the alarm, as on a console. Nothing when it is over. */
  Future<Void> alarm(CityCode city, VolunteerId who, AlarmId alarm);

  /** They are reached, as by the link of the weekly test. */
  Future<Void> test(String code);
}
