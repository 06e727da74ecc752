package org.nuanxian.dispatcher.simulation;

import java.util.function.Supplier;
import org.nuanxian.dispatcher.redis.BrokenNow;

/**
 * The production code with one thing broken.
 *
 * @param what is broken
 * @param broken in the scripts
 * @param record in the record
 * @param found what the simulator then says, in part: a regular expression
 */
record Twin(String what, BrokenNow broken, Supplier<MemoryRecord> record, String found) {

  static Twin script(String what, String script, String text, String instead, String found) {
    return new Twin(what, new BrokenNow(script, text, instead), MemoryRecord::new, found);
  }

  static Twin record(String what, Supplier<MemoryRecord> record, String found) {
    return new Twin(what, BrokenNow.NOTHING, record, found);
  }

  @Override
  public String toString() {
    return what;
  }
}
