package org.nuanxian.dispatcher.policy;

import io.vertx.core.json.JsonObject;
import java.util.Map;

/** Some of what a city decides, as it stands in scripts and on the wire. */
interface Part {
  /** What scripts call {@code policy.NAME}, as text of Lua: a number of ms, or a table. */
  Map<String, String> literals();

  /** On the wire and in PostgreSQL: durations in whole seconds. */
  JsonObject json();
}
