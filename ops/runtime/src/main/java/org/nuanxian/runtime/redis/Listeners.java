package org.nuanxian.runtime.redis;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.nuanxian.runtime.metrics.Names;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who wants to know of an event; one that throws is counted and does not stop the others. */
final class Listeners {

  private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final String where;
  private final Counter failed;

  Listeners(String where, MeterRegistry metrics) {
    this.where = where;
    this.failed = metrics.counter(Names.LISTENER_FAILED, "where", where);
  }

  void add(Runnable listener) {
    listeners.add(listener);
  }

  void call() {
    for (Runnable listener : listeners) {
      call(listener);
    }
  }

  void call(Runnable listener) {
    try {
      listener.run();
    } catch (RuntimeException e) {
      failed.increment();
      LOG.error("a listener of {} failed", where, e);
    }
  }
}
