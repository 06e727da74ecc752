package org.nuanxian.server.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Signals that Java cannot send by itself, always to one process by its id. */
public final class Signals {
  private Signals() {}

  /** Stops a process in its tracks; its sockets stay open and silent. */
  public static void freeze(long pid) {
    send("-STOP", pid);
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

  /** Whether a process runs; one that ended and was not yet waited for does not. */
  public static boolean living(long pid) {
    try {
      Files.readSymbolicLink(Path.of("/proc/" + pid + "/cwd"));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static void send(String signal, long pid) {
    try {
      int status = new ProcessBuilder("kill", signal, Long.toString(pid)).start().waitFor();
      if (status != 0) {
        throw new IllegalStateException("no process " + pid + " to send " + signal);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
