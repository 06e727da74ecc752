package org.nuanxian.dispatcher.redis;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.nuanxian.dispatcher.Notices;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.redis.Hints;

/** Hints of one city, on the channels its scripts publish to. */
public final class HintNotices implements Notices {
  private final Hints hints;
  private final String tag;

  /** Everybody who must read again after a gap. */
  private final Map<Consumer<String>, Runnable> watchers = new ConcurrentHashMap<>();

  /** The notices of that city. */
  public HintNotices(Hints hints, CityCode city) {
    this.hints = hints;
    this.tag = "{" + city.value() + "}:";
    hints.onGap(() -> watchers.values().forEach(Runnable::run));
  }

  @Override
  public Watch watch(String name, Runnable changed) {
    String channel = tag + name;
    Consumer<String> listener = payload -> changed.run();
    watchers.put(listener, changed);
    // What changed before the server acknowledged is read once it has.
    hints.subscribe(channel, listener).onComplete(subscribed -> changed.run());
    return () -> {
      if (watchers.remove(listener) != null) {
        hints.unsubscribe(channel, listener);
      }
    };
  }
}
