package org.nuanxian.server;

import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * By whose time a node lives. No word of the command line or the configuration changes it.
 *
 * @param clock the node's own
 * @param present for the scripts of the dispatcher, in ms as text; empty for Redis's clock
 */
record Time(InstantSource clock, Supplier<String> present) {
  /** The time of the world. */
  static Time real() {
    return new Time(InstantSource.system(), () -> "");
  }
}
