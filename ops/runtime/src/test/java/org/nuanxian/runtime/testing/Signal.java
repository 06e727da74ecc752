package org.nuanxian.runtime.testing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Signals to one process by its id. */
final class Signal {

  private static final long DEADLINE_SECONDS = 10;

  private Signal() {}

  static void stop(List<Long> pids) {
    send("-STOP", pids);
  }

  static void go(List<Long> pids) {
    send("-CONT", pids);
  }

  private static void send(String signal, List<Long> pids) {
    List<String> words = new ArrayList<>(List.of("/bin/kill", signal));
    pids.forEach(pid -> words.add(Long.toString(pid)));
    try {
      Process kill = new ProcessBuilder(words).redirectErrorStream(true).start();
      if (!kill.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS) || kill.exitValue() != 0) {
        throw new AssertionError("no process took " + signal);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
