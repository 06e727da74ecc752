package org.nuanxian.dispatcher;

/** The port to hints: somebody changed something, read it again. */
public interface Notices {

  /**
   * Calls back at each hint of that name and after every gap in the hints. Names: c:contact,
   * v:volunteer, alarms, era.
   *
   * @return ends it
   */
  Watch watch(String name, Runnable changed);

  /** Ends a watch; closing it twice does nothing. */
  interface Watch extends AutoCloseable {
    @Override
    void close();
  }
}
