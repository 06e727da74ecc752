package org.nuanxian.runtime.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Asterisk with its libraries, prompts and music, as {@code ops/deploy/pbx/provide} left them in a
 * folder that many installations share. Nothing of it is installed: it runs through its own loader,
 * so it does not matter how old the system around it is.
 *
 * @param folder with {@code root}, {@code sounds} and {@code music}
 */
public record PbxProgram(Path folder) {

  /**
   * The folder of this user: {@code pbx} in the directory that the variable {@code NUANXIAN_CACHE}
   * names, else in {@code ~/.cache/nuanxian}.
   *
   * @throws EngineFailure when nothing is there
   */
  public static PbxProgram ofUser() {
    String named = System.getenv().getOrDefault("NUANXIAN_CACHE", "");
    Path cache =
        named.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".cache", "nuanxian")
            : Path.of(named);
    PbxProgram program = new PbxProgram(cache.resolve("pbx").toAbsolutePath());
    if (!Files.isExecutable(program.asterisk()) || !Files.isDirectory(program.music())) {
      throw new EngineFailure(
          "There is no PBX in "
              + program.folder
              + ": run ops/deploy/pbx/provide "
              + program.folder
              + ", or start with ops/start --pbx, which does it");
    }
    return program;
  }

  /** The words that run it, as far as they are the same for everybody. */
  List<String> words() {
    String loader = loader().toString();
    String libraries = loader().getParent().toString();
    String program = asterisk().toString();
    return List.of(loader, "--library-path", libraries, "--argv0", "asterisk", program);
  }

  /** The dynamic loader that belongs to it. */
  Path loader() {
    try (Stream<Path> files = Files.find(libraries(), 2, (path, ignored) -> isLoader(path))) {
      return files
          .findFirst()
          .orElseThrow(() -> new EngineFailure("No loader is under " + libraries()));
    } catch (IOException e) {
      throw new EngineFailure(libraries() + " cannot be read", e);
    }
  }

  /** Where its modules are. */
  Path modules() {
    return loader().resolveSibling("asterisk/modules");
  }

  /** What its modules say about themselves, without which they do not load. */
  Path share() {
    return folder.resolve("root/usr/share/asterisk");
  }

  /** A folder for each language. */
  Path sounds() {
    return folder.resolve("sounds");
  }

  /** What waiting people hear. */
  Path music() {
    return folder.resolve("music");
  }

  private Path asterisk() {
    return folder.resolve("root/usr/sbin/asterisk");
  }

  private Path libraries() {
    return folder.resolve("root/usr/lib");
  }

  private static boolean isLoader(Path path) {
    return path.getFileName().toString().matches("ld-linux.*\\.so\\.\\d+");
  }
}
