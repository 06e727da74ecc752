package org.nuanxian.server.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Signals that Java cannot send by itself, always to one process by its id. */
public final class Signals {
  private Signals() {}

  /** Stops a process in its tracks; its sockets stay open and silent. */
  public static void freeze(long pid) {
    send("-STOP", pid);
  }

  /**
   * Stops a process, so that it makes no more children, and then the children it has; answers whom
   * it stopped. A child that ended meanwhile needs no stopping.
   */
  public static List<Long> freezeFamily(long pid) {
    freeze(pid);
    List<Long> stopped = new ArrayList<>(List.of(pid));
    ProcessHandle.of(pid)
        .orElseThrow()
        .descendants()
        .map(ProcessHandle::pid)
        .forEach(child -> {
          if (sent("-STOP", child)) {
            stopped.add(child);
          } else if (living(child)) {
            throw new IllegalStateException("child " + child + " cannot be stopped");
          }
        });
    return stopped;
  }

  /** Lets a frozen process go on. */
  public static void wake(long pid) {
    send("-CONT", pid);
  }

  /** Ends a process without a farewell, frozen or not; returns when it is gone. */
  public static void kill(long pid) {
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    Await.until("process " + pid + " is gone", () -> !living(pid));
  }

  /**
   * Whether a process is there, with its sockets; one that ended wholly and was not yet waited for
   * is not. One whose first thread alone has ended still holds what it listens on.
   */
  public static boolean living(long pid) {
    Path process = Path.of("/proc/" + pid);
    try (Stream<Path> threads = Files.list(process.resolve("task"))) {
      String stat = Files.readString(process.resolve("stat"));
      char state = stat.charAt(stat.lastIndexOf(')') + 2); // behind the name, see proc(5)
      return (state != 'Z' && state != 'X') || threads.count() > 1;
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }

  private static void send(String signal, long pid) {
    if (!sent(signal, pid)) {
      throw new IllegalStateException("no process " + pid + " to send " + signal);
    }
  }

  private static boolean sent(String signal, long pid) {
    try {
      return new ProcessBuilder("kill", signal, Long.toString(pid)).start().waitFor() == 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
