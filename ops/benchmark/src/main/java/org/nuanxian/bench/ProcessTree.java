package org.nuanxian.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;

/** What a process and its children used, out of Linux' /proc. */
public final class ProcessTree {
  /** The kernel counts CPU in hundredths of a second for user programs. */
  private static final double MICROS_PER_TICK = 10_000;

  private static final int UTIME = 11; // index behind the command's name in /proc/PID/stat
  private static final int CSTIME = 14;

  /** Collectors give memory back a moment later. */
  private static final Duration SETTLE = Duration.ofMillis(500);

  private final long pid;

  /** The tree below a process. */
  public ProcessTree(long pid) {
    this.pid = pid;
  }

  /** CPU used so far by the tree, children that ended included, in microseconds. */
  public double cpuMicros() {
    return pids().mapToDouble(ProcessTree::ticks).sum() * MICROS_PER_TICK;
  }

  /** Memory of the first process alone that is its own and in RAM, in bytes. */
  public long residentBytes() {
    for (String line : read(Path.of("/proc/" + pid + "/status")).lines().toList()) {
      if (line.startsWith("RssAnon:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
      }
    }
    throw new IllegalStateException("no RssAnon of " + pid);
  }

  /** Asks the first process to collect its garbage: a JVM by jcmd, the peer by a signal. */
  public void collectGarbage() {
    boolean jvm = read(Path.of("/proc/" + pid + "/comm")).strip().equals("java");
    List<String> command =
        jvm
            ? List.of(
                Path.of(System.getProperty("java.home"), "bin/jcmd").toString(),
                Long.toString(pid),
                "GC.run")
            : List.of("kill", "-USR2", Long.toString(pid));
    try {
      new ProcessBuilder(command)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.INHERIT)
          .start()
          .waitFor();
      Thread.sleep(SETTLE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private LongStream pids() {
    LongStream below =
        ProcessHandle.of(pid).stream()
            .flatMap(ProcessHandle::descendants)
            .mapToLong(ProcessHandle::pid);
    return LongStream.concat(LongStream.of(pid), below);
  }

  private static double ticks(long pid) {
    String stat = read(Path.of("/proc/" + pid + "/stat"));
    if (stat.isEmpty()) {
      return 0;
    }
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    double ticks = 0;
    for (int i = UTIME; i <= CSTIME; i++) {
      ticks += Double.parseDouble(fields[i]);
    }
    return ticks;
  }

  /** Empty when the process ended meanwhile: its parent counts it then. */
  private static String read(Path path) {
    try {
      return Files.readString(path);
    } catch (NoSuchFileException e) {
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
