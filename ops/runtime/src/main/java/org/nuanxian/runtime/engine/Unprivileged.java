package org.nuanxian.runtime.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * PostgreSQL refuses to run as root, which is what a container often is. As root it is put into a
 * user namespace of its own, where it is nobody; where the kernel forbids that, it runs as the user
 * {@value #NOBODY} and gets its directory.
 */
final class Unprivileged {
  private static final int NOBODY = 65534; // "nobody" on every Linux

  private enum Way {
    AS_WE_ARE,
    NAMESPACE,
    NOBODY
  }

  private final Way way;

  private Unprivileged(Way way) {
    this.way = way;
  }

  /** Tries what works on this machine; {@code directory} is for the output of the trial. */
  static Unprivileged find(Path directory) {
    if (!isRoot()) {
      return new Unprivileged(Way.AS_WE_ARE);
    }
    Path output = directory.resolve("unshare.log");
    try {
      Command.run(output, java.time.Duration.ofSeconds(5), List.of("unshare", "-U", "true"));
      return new Unprivileged(Way.NAMESPACE);
    } catch (EngineFailure e) {
      return new Unprivileged(Way.NOBODY); // user namespaces are switched off here
    }
  }

  /** The command with what makes it run without root's rights. */
  List<String> words(String... command) {
    List<String> words = new ArrayList<>();
    switch (way) {
      case AS_WE_ARE -> {}
      case NAMESPACE -> words.addAll(List.of("unshare", "-U"));
      case NOBODY ->
          words.addAll(
              List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
    }
    words.addAll(List.of(command));
    return words;
  }

  /** Hands a tree to the user the engine runs as, and opens the way down to it. */
  void give(Path directory) throws IOException {
    if (way != Way.NOBODY) {
      return;
    }
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.toList()) {
        Files.setAttribute(path, "unix:uid", NOBODY, LinkOption.NOFOLLOW_LINKS);
      }
    }
    Path parent = directory.toAbsolutePath().getParent();
    Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwx--x--x"));
  }

  private static boolean isRoot() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    } catch (IOException e) {
      throw new EngineFailure("/proc is not there: the embedded engines need Linux", e);
    }
  }
}
