package org.nuanxian.dispatcher.redis;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;
import org.nuanxian.dispatcher.Notices;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.redis.Hints;

/** Hints of one city, on the channels its scripts publish to. */
public final class HintNotices implements Notices {
  private static final Pattern REVISION = Pattern.compile("\\d{1,18}");

  private final Hints hints;
  private final String tag;

  /** Everybody who must read again after a gap. */
  private final Map<Consumer<String>, LongConsumer> watchers = new ConcurrentHashMap<>();

  /** The notices of that city. */
  public HintNotices(Hints hints, CityCode city) {
    this.hints = hints;
    this.tag = "{" + city.value() + "}:";
    hints.onGap(() -> watchers.values().forEach(changed -> changed.accept(READ_AGAIN)));
  }

  @Override
  public Watch watch(String name, LongConsumer changed) {
    String channel = tag + name;
    Consumer<String> listener =
        payload -> {
          // Conversations whisper on the channel of their contact as well.
          if (REVISION.matcher(payload).matches()) {
            changed.accept(Long.parseLong(payload));
          }
        };
    watchers.put(listener, changed);
    // What changed before the server acknowledged is read once it has.
    hints.subscribe(channel, listener).onComplete(subscribed -> changed.accept(READ_AGAIN));
    return () -> {
      if (watchers.remove(listener) != null) {
        hints.unsubscribe(channel, listener);
      }
    };
  }
}
