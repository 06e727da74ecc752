package org.nuanxian.runtime.backup;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Optional;

/** Finds the regular file below a directory that was written last. Blocks. */
final class NewestFile extends SimpleFileVisitor<Path> {
  /** More than this is no place for backups, and takes too long to look through. */
  private static final int FILES_MAX = 100_000;

  /** A file, when it was written last, and how long it is. */
  record Seen(Instant written, long bytes) {}

  private final Path directory;
  private final Instant latest;

  /** The newest so far. */
  private Optional<Seen> newest = Optional.empty();

  /** Files so far. */
  private int files;

  private NewestFile(Path directory, Instant latest) {
    this.directory = directory;
    this.latest = latest;
  }

  /**
   * The newest file; links below the directory are not followed.
   *
   * @param latest files dated later are passed over
   * @throws IOException when the directory cannot be read or holds too many files
   */
  static Optional<Seen> below(Path directory, Instant latest) throws IOException {
    Path real = directory.toRealPath();
    if (!Files.isDirectory(real)) {
      throw new IOException("not a directory");
    }
    NewestFile visit = new NewestFile(real, latest);
    Files.walkFileTree(real, visit);
    return visit.newest;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes is) throws IOException {
    files++;
    if (files > FILES_MAX) {
      throw new IOException("too many files");
    }
    Seen seen = new Seen(is.lastModifiedTime().toInstant(), is.size());
    if (is.isRegularFile() && !seen.written().isAfter(latest) && isNewer(seen)) {
      newest = Optional.of(seen);
    }
    return FileVisitResult.CONTINUE;
  }

  /** Of two that were written at once the one with content counts. */
  private boolean isNewer(Seen seen) {
    return newest
        .filter(known ->
            known.written().isAfter(seen.written())
                || (known.written().equals(seen.written()) && known.bytes() > 0))
        .isEmpty();
  }

  /** What went away meanwhile, or is somebody else's folder, shows nothing newer. */
  @Override
  public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
    if (file.equals(directory)) {
      throw failure;
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
    if (failure != null && folder.equals(directory)) {
      throw failure;
    }
    return FileVisitResult.CONTINUE;
  }
}
