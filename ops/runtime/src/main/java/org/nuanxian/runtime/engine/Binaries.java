package org.nuanxian.runtime.engine;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * Programs of the engines, unpacked once out of their Maven artifacts into a directory. The
 * directory may be shared by several data directories; it appears whole or not at all.
 */
final class Binaries {

  /** Names in the artifacts and ours, for each processor. */
  private enum Machine {
    AMD64("/redis-server-6.2.6-v5-linux-amd64", "/postgres-linux-x86_64.txz"),
    AARCH64("/redis-server-6.2.7-linux-arm64", "/postgres-linux-arm_64.txz");

    private final String redis;
    private final String postgres;

    Machine(String redis, String postgres) {
      this.redis = redis;
      this.postgres = postgres;
    }

    static Machine current() {
      String arch = System.getProperty("os.arch");
      boolean linux = System.getProperty("os.name").equals("Linux");
      if (linux && arch.equals("amd64")) {
        return AMD64;
      } else if (linux && arch.equals("aarch64")) {
        return AARCH64;
      }
      throw new EngineFailure(
          "There are no embedded engines for "
              + System.getProperty("os.name")
              + " on "
              + arch
              + ": configure an external Redis and PostgreSQL");
    }
  }

  private Binaries() {}

  /** The redis-server program below {@code directory}, unpacked if need be. */
  static Path redis(Path directory) {
    Path program = directory.resolve("redis-" + EmbeddedRedis.VERSION).resolve("redis-server");
    unpack(
        program.getParent(),
        fresh -> {
          try (InputStream in = resource(Machine.current().redis)) {
            Path file = fresh.resolve("redis-server");
            Files.copy(in, file);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.createSymbolicLink(fresh.resolve("redis-check-aof"), Path.of("redis-server"));
          }
        });
    return program;
  }

  /** The directory with PostgreSQL's bin, lib and share below {@code directory}. */
  static Path postgres(Path directory) {
    Path home = directory.resolve("postgres-" + EmbeddedPostgres.VERSION);
    unpack(
        home,
        fresh -> {
          try (InputStream in = resource(Machine.current().postgres);
              TarArchiveInputStream tar =
                  new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(in)))) {
            for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
              place(fresh, e, tar);
            }
          }
        });
    return home;
  }

  private interface Unpacking {
    void into(Path fresh) throws IOException;
  }

  private static void unpack(Path home, Unpacking unpacking) {
    if (Files.exists(home)) {
      return;
    }
    try {
      Files.createDirectories(home.getParent());
      Path fresh = Files.createTempDirectory(home.getParent(), "unpacking-");
      Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
      unpacking.into(fresh);
      if (!moved(fresh, home)) {
        delete(fresh);
      }
    } catch (IOException e) {
      throw new EngineFailure("The engine cannot be unpacked into " + home, e);
    }
  }

  private static boolean moved(Path fresh, Path home) throws IOException {
    try {
      Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
      return true;
    } catch (IOException e) {
      if (Files.isDirectory(home)) {
        return false; // another process was faster
      }
      throw e;
    }
  }

  private static void place(Path root, TarArchiveEntry entry, InputStream content)
      throws IOException {
    Path target = root.resolve(entry.getName()).normalize();
    if (!target.startsWith(root)) {
      throw new IOException("an entry leaves the directory: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Files.createDirectories(target.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
    } else {
      Files.copy(content, target);
      Set<PosixFilePermission> mode = new HashSet<>(Files.getPosixFilePermissions(target));
      mode.addAll(
          PosixFilePermissions.fromString(
              (entry.getMode() & 0100) != 0 ? "rwxr-xr-x" : "rw-r--r--"));
      Files.setPosixFilePermissions(target, mode);
    }
  }

  private static InputStream resource(String name) throws IOException {
    InputStream in = Binaries.class.getResourceAsStream(name);
    if (in == null) {
      throw new IOException(name + " is not on the class path");
    }
    return in;
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
