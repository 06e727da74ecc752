package org.nuanxian.runtime.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * PostgreSQL refuses to run as root, which is what a container often is, and a PBX that strangers
 * send packets to had better not. As root an engine is put into a user namespace of its own, where
 * it is nobody; where the kernel forbids that, it runs as the user {@value #NOBODY} and gets its
 * directory. A folder that only root may enter, such as root's home, may be above that directory:
 * then, and only then, the one capability to pass it is left to it.
 */
final class Unprivileged {
  private static final int NOBODY = 65534; // "nobody" on every Linux
  private static final List<String> TO_NOBODY =
      List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");
  private static final Duration TRIAL_MAX = Duration.ofSeconds(5);

  /** What stands before a command. */
  private final List<String> prefix;

  private Unprivileged(List<String> prefix) {
    this.prefix = prefix;
  }

  /**
   * Tries what works on this machine.
   *
   * @param directory the engine's data; the output of the trial goes there
   * @param program what is to be run
   * @throws EngineFailure when nobody but root can reach them
   */
  static Unprivileged find(Path directory, Path program) {
    if (!isRoot()) {
      return new Unprivileged(List.of());
    }
    Path output = directory.resolve("trial.log");
    if (runs(output, List.of("unshare", "-U", "true"))) {
      return new Unprivileged(List.of("unshare", "-U"));
    }
    // User namespaces are switched off here. The engine's own folder is given to it later.
    String reach = "\"$1\" --version && [ -d \"$2\" ]";
    for (String passing : List.of("", "dac_read_search", "dac_override")) {
      List<String> prefix = new ArrayList<>(TO_NOBODY);
      if (!passing.isEmpty()) {
        // initdb asks access(2), which leaves capabilities out unless that bit is set.
        prefix.addAll(
            List.of(
                "--securebits=+no_setuid_fixup",
                "--inh-caps=+" + passing,
                "--ambient-caps=+" + passing));
      }
      List<String> trial = new ArrayList<>(prefix);
      trial.addAll(List.of("sh", "-c", reach, "reach", "" + program, "" + directory.getParent()));
      if (runs(output, trial)) {
        return new Unprivileged(prefix);
      }
    }
    throw new EngineFailure(
        "An engine does not run as root, and no other user can enter "
            + directory.getParent()
            + " or "
            + program.getParent()
            + ": choose folders that everybody may enter, or start as another user");
  }

  /** The command with what makes it run without root's rights. */
  List<String> words(String... command) {
    List<String> words = new ArrayList<>(prefix);
    words.addAll(List.of(command));
    return words;
  }

  /** Hands a tree to the user the engine runs as, and opens the way down to it. */
  void give(Path directory) throws IOException {
    if (prefix.isEmpty() || !prefix.getFirst().equals(TO_NOBODY.getFirst())) {
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

  private static boolean runs(Path output, List<String> words) {
    try {
      Command.run(output, TRIAL_MAX, words);
      return true;
    } catch (EngineFailure e) {
      return false; // that is the answer
    }
  }

  private static boolean isRoot() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    } catch (IOException e) {
      throw new EngineFailure("/proc is not there: the embedded engines need Linux", e);
    }
  }
}
