package org.nuanxian.runtime.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The processes that live in a directory. Both engines make their data directory their working
 * directory, so this finds an engine and its children whatever became of a pid file, and never
 * takes a stranger with a reused pid for it.
 */
final class Residents {
  private static final Path PROC = Path.of("/proc");

  private Residents() {}

  /** The pids of living processes whose working directory is {@code directory}. */
  static List<Long> of(Path directory) {
    try (Stream<Path> entries = Files.list(PROC)) {
      Path real = directory.toRealPath();
      return entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> name.chars().allMatch(Character::isDigit))
          .filter(name -> livesIn(name, real))
          .map(Long::valueOf)
          .toList();
    } catch (IOException e) {
      throw new EngineFailure("The processes of this machine cannot be listed under /proc", e);
    }
  }

  private static boolean livesIn(String pid, Path directory) {
    try {
      return Files.readSymbolicLink(PROC.resolve(pid).resolve("cwd")).equals(directory);
    } catch (IOException e) {
      return false; // gone meanwhile, a zombie, or of another user: not an engine of ours
    }
  }
}
