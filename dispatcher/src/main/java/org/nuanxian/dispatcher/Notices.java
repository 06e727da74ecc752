package org.nuanxian.dispatcher;

import java.util.function.LongConsumer;

/** The port to hints: somebody changed something, read it again. */
public interface Notices {

  /**
   * Calls back at each hint of that name and after every gap in the hints. Names: c:contact,
   * v:volunteer, alarms, era.
   *
   * @param changed is given the revision of the change; what was read with this or a greater one
   *     shows it. {@link #READ_AGAIN} after a gap
   * @return ends it
   */
  Watch watch(String name, LongConsumer changed);

  /** Instead of a revision: anything may have changed. */
  long READ_AGAIN = Long.MAX_VALUE;

  /** Ends a watch; closing it twice does nothing. */
  interface Watch extends AutoCloseable {
    @Override
    void close();
  }
}
