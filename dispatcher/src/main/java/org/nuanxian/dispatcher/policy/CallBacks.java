package org.nuanxian.dispatcher.policy;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import org.nuanxian.runtime.config.TimingConfig;
import org.nuanxian.runtime.http.Fields;

/**
 * How people who left a number are called.
 *
 * @param pause between a call that reached nobody and the next one
 * @param tries so many calls that reach nobody are the last
 */
public record CallBacks(Duration pause, int tries) implements Part {

  /** More than three calls are a harassment, whoever lives there. */
  static final Bounds BOUNDS = new Bounds().and("pause", 60, 7_200).and("tries", 1, 3);

  static CallBacks of(TimingConfig timing) {
    return new CallBacks(timing.callPause(), timing.callTries());
  }

  static CallBacks read(Fields f, CallBacks otherwise) {
    return new CallBacks(
        BOUNDS.read(f, "pause", otherwise.pause), BOUNDS.count(f, "tries", otherwise.tries));
  }

  @Override
  public Map<String, String> literals() {
    return Map.of("callPause", Bounds.ms(pause), "callTries", Integer.toString(tries));
  }

  @Override
  public JsonObject json() {
    return new JsonObject().put("pause", Bounds.seconds(pause)).put("tries", tries);
  }
}
