package org.nuanxian.runtime.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Addresses at which somebody listens by IPv4, as the kernel writes them. */
final class Listening {
  private Listening() {}

  static List<String> tcp(int port) throws IOException {
    return at("tcp", port, "0A");
  }

  static List<String> udp(int port) throws IOException {
    return at("udp", port, "07");
  }

  private static List<String> at(String kind, int port, String state) throws IOException {
    String suffix = ":" + "%04X".formatted(port);
    try (Stream<String> lines = Files.lines(Path.of("/proc/net/" + kind))) {
      return lines
          .map(line -> line.strip().split("\\s+", -1))
          .filter(fields -> fields[1].endsWith(suffix) && fields[3].equals(state))
          .map(fields -> fields[1].substring(0, 8))
          .toList();
    }
  }
}
