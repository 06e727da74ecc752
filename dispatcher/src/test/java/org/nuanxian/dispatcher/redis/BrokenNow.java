package org.nuanxian.dispatcher.redis;

import java.util.function.Supplier;
import org.nuanxian.dispatcher.Policy;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.redis.LuaScript;
import org.nuanxian.runtime.redis.RedisLink;

/**
 * One thing broken in the scripts: a text that is replaced wherever it stands.
 *
 * @param script the script it is broken in; empty for every one
 */
public record BrokenNow(String script, String text, String instead) {

  /** Nothing is broken. */
  public static final BrokenNow NOTHING = new BrokenNow("", "", "");

  /** The present of a city with that broken. */
  public RedisNow now(RedisLink link, CityCode city, Policy policy, Supplier<String> clock) {
    return new RedisNow(link, city, policy, clock, this::edit);
  }

  private LuaScript edit(LuaScript whole) {
    boolean other = !script.isEmpty() && !script.equals(whole.name());
    if (text.isEmpty() || other) {
      return whole;
    }
    if (!script.isEmpty() && !whole.source().contains(text)) {
      throw new IllegalArgumentException("nothing to break in " + whole.name() + ": " + text);
    }
    return LuaScript.of(whole.name(), whole.source().replace(text, instead));
  }
}
