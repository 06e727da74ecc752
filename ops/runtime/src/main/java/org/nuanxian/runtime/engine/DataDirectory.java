package org.nuanxian.runtime.engine;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.nuanxian.runtime.config.Secret;
import org.nuanxian.runtime.config.VaultConfig;

/**
 * The directory of one installation, held by one server at a time. The lock is the kernel's, so
 * nothing stale is left by a power cut. What made the directory is on record, and a directory of
 * something else is refused.
 *
 * <p>Files: {@code lock}, {@code installation.json}, {@code secrets/}, {@code redis/}, {@code
 * postgres/}, {@code pbx/}, {@code engines/} (programs). Directories are 0700, files 0600.
 */
public final class DataDirectory implements AutoCloseable {
  /** What the directory holds; the two never mix. */
  public enum Kind {
    /** A line for people. */
    LIVE,
    /** A show with invented people. */
    DEMO
  }

  /** Grows when an older release can no longer read what a newer one writes. */
  public static final int SCHEMA = 1;

  private static final String PRODUCT = "nuanxian";
  private static final List<String> SECRETS =
      List.of("redis-password", "postgres-password", "master-key");

  /** Made when a PBX is first asked for: most installations have none, or one of their own. */
  private static final String PBX_SECRET = "pbx-password";

  /** What a first start that was cut off leaves; programs may be unpacked ahead. */
  private static final Set<String> BEFORE_FIRST_START =
      Set.of("lock", "secrets", "engines", "installation.json.new");

  private static final int SECRET_BYTES = 32; // 256 bits

  /** The file that says what made a directory. */
  record Installation(String product, int schema, int postgres, Kind kind) {}

  private final Path path;
  private final FileChannel lock;

  private DataDirectory(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Opens a directory, and makes it at the first start.
   *
   * @throws EngineFailure when another server holds it, or it belongs to something else
   */
  public static DataDirectory open(Path given, Kind kind, SecureRandom random) {
    Path path = given.toAbsolutePath().normalize();
    try {
      if (!Files.exists(path)) {
        PrivateFiles.directory(path);
      }
      DataDirectory directory = new DataDirectory(path, locked(path));
      try {
        directory.claim(kind, random);
        return directory;
      } catch (IOException | RuntimeException e) {
        directory.close();
        throw e;
      }
    } catch (IOException e) {
      throw new EngineFailure("The data directory " + path + " cannot be used: " + e, e);
    }
  }

  /** Where it is, absolute. */
  public Path path() {
    return path;
  }

  /** Where the engines' programs are unpacked; the property is for tests, which share them. */
  public Path binaries() {
    String shared = System.getProperty("nuanxian.binaries", "");
    return shared.isEmpty() ? path.resolve("engines") : Path.of(shared);
  }

  /** Starts or adopts the Redis of this directory. */
  public EmbeddedRedis startRedis() {
    return EmbeddedRedis.start(path.resolve("redis"), binaries(), secret("redis-password"));
  }

  /** Starts or adopts the PostgreSQL of this directory. */
  public EmbeddedPostgres startPostgres() {
    Path home = path.resolve("postgres");
    return EmbeddedPostgres.start(home, binaries(), secret("postgres-password"));
  }

  /**
   * Starts or adopts the PBX of this directory.
   *
   * @param random makes the secret at the first start
   */
  public EmbeddedPbx startPbx(PbxProgram program, SecureRandom random) {
    try {
      if (!Files.exists(secretFile(PBX_SECRET))) {
        makeSecret(PBX_SECRET, random);
      }
      return EmbeddedPbx.start(path.resolve("pbx"), program, secret(PBX_SECRET));
    } catch (IOException e) {
      throw new EngineFailure("The secret " + secretFile(PBX_SECRET) + " cannot be made", e);
    }
  }

  /** The master key of this directory: 32 random bytes in base64url on one line. */
  public VaultConfig vault() {
    return new VaultConfig(secretFile("master-key"));
  }

  /** Lets another server have the directory; the engines are not touched. */
  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new EngineFailure("The lock of " + path + " cannot be released", e);
    }
  }

  private static FileChannel locked(Path path) throws IOException {
    Path file = path.resolve("lock");
    FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    FileLock held;
    try {
      held = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      held = null; // this very process has it
    }
    if (held == null) {
      channel.close();
      throw new EngineFailure(
          "The data directory "
              + path
              + " is in use by process "
              + Files.readString(file).strip()
              + ": stop that server first, or name another directory with --data");
    }
    channel.truncate(0);
    channel.write(
        ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.UTF_8)));
    return channel;
  }

  private void claim(Kind kind, SecureRandom random) throws IOException {
    Path file = path.resolve("installation.json");
    ObjectMapper mapper = new ObjectMapper();
    if (Files.exists(file)) {
      check(mapper.readValue(Files.readString(file), Installation.class), kind);
      checkSecrets();
      return;
    }
    checkEmpty();
    PrivateFiles.directory(path);
    PrivateFiles.directory(path.resolve("secrets"));
    for (String name : SECRETS) {
      if (!Files.exists(secretFile(name))) {
        makeSecret(name, random);
      }
    }
    // Last, so that a first start that was cut off is simply done again.
    Installation made = new Installation(PRODUCT, SCHEMA, EmbeddedPostgres.MAJOR, kind);
    PrivateFiles.write(file, mapper.writeValueAsString(made) + "\n");
  }

  private void makeSecret(String name, SecureRandom random) throws IOException {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    PrivateFiles.write(secretFile(name), text + "\n");
  }

  private void check(Installation found, Kind wanted) {
    if (!found.product().equals(PRODUCT)) {
      throw refused("belongs to " + found.product() + ": name another directory with --data");
    }
    if (found.schema() > SCHEMA) {
      throw refused(
          "was written by a newer release (schema "
              + found.schema()
              + ", this one knows "
              + SCHEMA
              + "): start that release, or restore a backup of before");
    }
    if (found.postgres() != EmbeddedPostgres.MAJOR) {
      throw refused(
          "holds a PostgreSQL "
              + found.postgres()
              + " database, this release brings "
              + EmbeddedPostgres.MAJOR
              + ": follow \"Another PostgreSQL\" in ops/docs/operation.md");
    }
    if (found.kind() == Kind.DEMO && wanted == Kind.LIVE) {
      throw refused(
          "holds a demo, which never becomes a live line: start it with --demo, or name another"
              + " directory with --data");
    }
    if (found.kind() == Kind.LIVE && wanted == Kind.DEMO) {
      throw refused(
          "holds a live line, which takes no demo data: start it without --demo, or name another"
              + " directory with --data");
    }
  }

  private void checkSecrets() {
    for (String name : SECRETS) {
      if (!Files.exists(secretFile(name))) {
        throw refused("lacks secrets/" + name + ": put it back from the backup of the secrets");
      }
    }
  }

  /** A directory with something else in it is not ours to fill. */
  private void checkEmpty() throws IOException {
    try (var entries = Files.list(path)) {
      List<String> strange =
          entries
              .map(entry -> entry.getFileName().toString())
              .filter(name -> !BEFORE_FIRST_START.contains(name))
              .sorted()
              .toList();
      if (!strange.isEmpty()) {
        throw refused(
            "is no data directory of Nuanxian but holds "
                + strange.getFirst()
                + ": name an empty one with --data");
      }
    }
  }

  private EngineFailure refused(String why) {
    return new EngineFailure("The data directory " + path + " " + why);
  }

  private Secret secret(String name) {
    try {
      return new Secret(Files.readString(secretFile(name)).strip());
    } catch (IOException e) {
      throw new EngineFailure("The secret " + secretFile(name) + " cannot be read", e);
    }
  }

  private Path secretFile(String name) {
    return path.resolve("secrets").resolve(name);
  }
}
