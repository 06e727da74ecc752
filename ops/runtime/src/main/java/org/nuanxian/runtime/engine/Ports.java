package org.nuanxian.runtime.engine;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntPredicate;

/**
 * Ports of loopback for servers that are stopped and started again.
 *
 * <p>They are taken from below the range from which the kernel gives outgoing connections theirs
 * (32768 and up, {@code ip_local_port_range} in ip(7)). Inside it, whoever connects somewhere while
 * a server is away may be given its port, and a client that tries to reconnect to it may even reach
 * itself (a simultaneous open, RFC 9293, section 3.5).
 */
public final class Ports {
  private static final int FIRST = 20_000;
  private static final int LAST = 32_767;
  private static final int TRIES = 100; // all taken is a machine with some 13,000 servers

  /**
   * How long a server that was killed may take to close what it listens on: a process leaves its
   * working directory, and so {@link Residents}, a moment before its sockets are closed.
   */
  private static final Duration CLOSING_MAX = Duration.ofSeconds(3);

  private Ports() {}

  /**
   * A port that nobody uses at the moment.
   *
   * @throws EngineFailure when none is found
   */
  public static int free() {
    return free(Ports::bindable);
  }

  /** The same for UDP. */
  public static int freeForDatagrams() {
    return free(Ports::bindableForDatagrams);
  }

  private static int free(IntPredicate bindable) {
    for (int i = 0; i < TRIES; i++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, LAST + 1);
      if (bindable.test(port)) {
        return port;
      }
    }
    throw new EngineFailure("No free port was found from " + FIRST + " to " + LAST);
  }

  /**
   * The kept port of an engine if it is free, or becomes so while a killed one still closes; else
   * another one, which is kept from now on.
   */
  static int keptOrFree(Path file) {
    return keptOrFree(file, Ports::bindable);
  }

  /** The same for UDP. */
  static int keptOrFreeForDatagrams(Path file) {
    return keptOrFree(file, Ports::bindableForDatagrams);
  }

  private static int keptOrFree(Path file, IntPredicate bindable) {
    try {
      if (Files.exists(file)) {
        int kept = Integer.parseInt(Files.readString(file).strip());
        if (Patience.until(CLOSING_MAX, () -> bindable.test(kept))) {
          return kept;
        }
      }
      int free = free(bindable);
      PrivateFiles.write(file, free + "\n");
      return free;
    } catch (IOException | NumberFormatException e) {
      throw new EngineFailure("The port in " + file + " cannot be read or written", e);
    }
  }

  private static boolean bindableForDatagrams(int port) {
    try (DatagramSocket socket = new DatagramSocket(null)) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false; // somebody else has it
    }
  }

  private static boolean bindable(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false; // somebody else has it
    }
  }
}
