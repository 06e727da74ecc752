package org.nuanxian.runtime.engine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/** The port of an engine: chosen free at the first start, kept, and moved when it is occupied. */
final class Ports {
  private Ports() {}

  /** The kept port if it is free, else another one, which is kept from now on. */
  static int keptOrFree(Path file) {
    try {
      if (Files.exists(file)) {
        int kept = Integer.parseInt(Files.readString(file).strip());
        if (bindable(kept) != 0) {
          return kept;
        }
      }
      int free = bindable(0);
      PrivateFiles.write(file, free + "\n");
      return free;
    } catch (IOException | NumberFormatException e) {
      throw new EngineFailure("The port in " + file + " cannot be read or written", e);
    }
  }

  /** The port that could be bound on loopback, or 0. */
  private static int bindable(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return socket.getLocalPort();
    } catch (IOException e) {
      return 0; // somebody else has it
    }
  }
}
