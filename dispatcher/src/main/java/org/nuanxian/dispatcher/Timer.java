package org.nuanxian.dispatcher;

import java.time.Duration;

/** The port to time that passes, on the node's one thread. */
public interface Timer {

  /** Runs the task once, after that long. */
  void after(Duration delay, Runnable task);
}
