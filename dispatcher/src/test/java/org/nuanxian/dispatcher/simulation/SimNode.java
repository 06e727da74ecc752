package org.nuanxian.dispatcher.simulation;

import java.util.ArrayList;
import java.util.List;
import org.nuanxian.dispatcher.Dispatcher;

/** One server process. */
final class SimNode {
  final String name;
  Dispatcher dispatcher;

  /** Frozen: hears nothing and does nothing until it goes on. */
  boolean paused;

  /** Gone for ever. */
  boolean crashed;

  /** Its connection to Redis stands. */
  boolean linked = true;

  /** Timers that fell due while it was paused. */
  final List<Runnable> overdue = new ArrayList<>();

  SimNode(String name) {
    this.name = name;
  }

  boolean awake() {
    return !paused && !crashed;
  }
}
