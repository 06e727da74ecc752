package org.nuanxian.dispatcher.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.nuanxian.dispatcher.Timer;

/** Time that passes when the test says so; tasks run on the caller's thread. */
public final class ManualTimer implements Timer {
  private record Task(long at, long order, Runnable work) {}

  private final List<Task> tasks = new ArrayList<>();
  private long nowMs;
  private long order;

  /** A timer that stands at this time, in ms. */
  public ManualTimer(long startMs) {
    this.nowMs = startMs;
  }

  /** The present, ms. */
  public synchronized long nowMs() {
    return nowMs;
  }

  @Override
  public synchronized void after(Duration delay, Runnable work) {
    tasks.add(new Task(nowMs + delay.toMillis(), order++, work));
  }

  /** Steps forward and runs one task that is due, the earliest; false if none was. */
  private Runnable take(long until) {
    Task best = null;
    for (Task task : tasks) {
      if (task.at() <= until
          && (best == null
              || task.at() < best.at()
              || (task.at() == best.at() && task.order() < best.order()))) {
        best = task;
      }
    }
    if (best == null) {
      return null;
    }
    tasks.remove(best);
    nowMs = Math.max(nowMs, best.at());
    return best.work();
  }

  /** Lets that much time pass and runs what falls due, in order. */
  public void advance(Duration by) {
    long until;
    synchronized (this) {
      until = nowMs + by.toMillis();
    }
    for (; ; ) {
      Runnable work;
      synchronized (this) {
        work = take(until);
        if (work == null) {
          nowMs = until;
          return;
        }
      }
      work.run();
    }
  }
}
