package org.nuanxian.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.nuanxian.dispatcher.ServerName;
import org.nuanxian.runtime.config.Config;

/** What this server is called, see {@code node.name} in ops/docs/operation.md. */
final class OwnName {
  /** Where the kernel says it; asking a name server could hold up a start. */
  private static final Path HOST = Path.of("/proc/sys/kernel/hostname");

  private OwnName() {}

  /** The configured name, else host and port. */
  static ServerName of(Config config) {
    return new ServerName(
        config.node().name().orElseGet(() -> host() + ":" + config.http().port()));
  }

  private static String host() {
    try {
      return Files.readString(HOST).strip();
    } catch (IOException e) {
      return "localhost"; // not Linux: two machines need a name each, as the page says
    }
  }
}
