package org.nuanxian.gateway.console;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.nuanxian.dispatcher.Alarm;
import org.nuanxian.dispatcher.CountyQueue;
import org.nuanxian.dispatcher.Dispatcher;
import org.nuanxian.runtime.id.CityCode;

/** Queues and escalations of a city, read once for all consoles of this node. */
final class CityBoard {
  /** Queues are read, and shown, at most so often. */
  private static final long QUEUE_MILLIS = 2_000;

  private final ConsoleParts parts;
  private final Dispatcher dispatcher;
  private final List<Consumer<CityBoard>> listeners = new ArrayList<>();
  private List<CountyQueue> queues = List.of();
  private List<Alarm> alarms = List.of();
  private boolean readingAlarms;

  /** Something changed while they were read: what comes may be older than it. */
  private boolean changedMeanwhile;

  private final StaffBoard staff;

  /** How many of the listeners supervise; nobody else has a board. */
  private int supervisors;

  /** Runs while somebody listens. */
  private Optional<Running> running = Optional.empty();

  private record Running(long timer, AutoCloseable watch) {}

  CityBoard(ConsoleParts parts, Dispatcher dispatcher, CityCode city) {
    this.parts = parts;
    this.dispatcher = dispatcher;
    this.staff = new StaffBoard(parts, dispatcher, city);
  }

  List<CountyQueue> queues() {
    return queues;
  }

  List<Alarm> alarms() {
    return alarms;
  }

  /** Who is on, as far as it was read. */
  StaffBoard staff() {
    return staff;
  }

  /** A supervisor looks, or does no more. */
  void supervised(boolean begins) {
    supervisors += begins ? 1 : -1;
    if (begins) {
      readStaff();
    }
  }

  /** Reads who is on again, after something was done there. */
  void readStaff() {
    if (queues.isEmpty()) {
      return; // the counties come with the queues, in a moment
    }
    staff
        .read(queues.stream().map(CountyQueue::county).toList())
        .onSuccess(read -> tell())
        .onFailure(away -> parts.swallowed());
  }

  void listen(Consumer<CityBoard> listener) {
    listeners.add(listener);
    if (running.isEmpty()) {
      AutoCloseable watch = dispatcher.watchAlarms(this::readAlarms);
      long timer = parts.vertx().setPeriodic(QUEUE_MILLIS, tick -> read());
      running = Optional.of(new Running(timer, watch));
      read();
    } else {
      listener.accept(this);
    }
  }

  void leave(Consumer<CityBoard> listener) {
    listeners.remove(listener);
    if (listeners.isEmpty() && running.isPresent()) {
      parts.vertx().cancelTimer(running.get().timer());
      try {
        running.get().watch().close();
      } catch (Exception failure) {
        parts.swallowed();
      }
      running = Optional.empty();
    }
  }

  private void read() {
    Future.fromCompletionStage(dispatcher.queue())
        .onSuccess(now -> {
          queues = now;
          tell();
          if (supervisors > 0) {
            readStaff();
          }
        })
        .onFailure(away -> parts.swallowed());
    readAlarms();
  }

  private void readAlarms() {
    if (readingAlarms) {
      changedMeanwhile = true;
      return;
    }
    readingAlarms = true;
    Future.fromCompletionStage(dispatcher.alarms())
        .onComplete(now -> {
          readingAlarms = false;
          if (now.succeeded()) {
            alarms = now.result();
            tell();
          } else {
            parts.swallowed();
          }
          if (changedMeanwhile) {
            changedMeanwhile = false;
            readAlarms();
          }
        });
  }

  private void tell() {
    List.copyOf(listeners).forEach(listener -> listener.accept(this));
  }
}
