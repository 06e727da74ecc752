package org.nuanxian.runtime.backup;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.nuanxian.runtime.config.BackupConfig;

/**
 * Looks now and then whether a fresh backup lies where the operator leaves them. Whether it can be
 * restored only a restore shows. Belongs to the node's loop; see ops/docs/operation.md, Backup.
 */
public final class Backups {
  /** How often to look: a backup that is late by so much is no later for it. */
  public static final Duration EVERY = Duration.ofMinutes(5);

  /** A clock elsewhere may be ahead by so much; what is dated later says nothing. */
  private static final Duration AHEAD_MAX = Duration.ofHours(1);

  /** What is wrong. */
  public enum Trouble {
    /** No file is there. */
    MISSING,
    /** The newest file is older than it may be. */
    OLD,
    /** The newest file has no content. */
    EMPTY,
    /** The directory cannot be read, or not within {@link #EVERY}, or holds too many files. */
    UNREADABLE
  }

  /**
   * What was found.
   *
   * @param newest when the newest file was written last
   * @param trouble what is wrong, if something is
   */
  public record Found(Optional<Instant> newest, Optional<Trouble> trouble) {
    private static Found nothing(Trouble trouble) {
      return new Found(Optional.empty(), Optional.of(trouble));
    }
  }

  private final Vertx vertx;
  private final BackupConfig config;
  private final InstantSource clock;

  /** As found last; empty before the first look has ended. */
  private Optional<Found> found = Optional.empty();

  /** Whether a look is under way: a file system that hangs gets no second one. */
  private boolean looking;

  /** Looks at nothing by itself. */
  public Backups(Vertx vertx, BackupConfig config, InstantSource clock) {
    this.vertx = vertx;
    this.config = config;
    this.clock = clock;
  }

  /** How old the newest may be. */
  public Duration within() {
    return config.within();
  }

  /** What was found last, as it stands by now; empty before the first look has ended. */
  public Optional<Found> found() {
    return found.map(this::aged);
  }

  /** Whether something is known to be wrong. */
  public boolean troubled() {
    return found().flatMap(Found::trouble).isPresent();
  }

  /** Looks, off the loop. Never fails. */
  public Future<Void> look() {
    if (looking) {
      found = Optional.of(Found.nothing(Trouble.UNREADABLE));
      return Future.succeededFuture();
    }
    looking = true;
    Instant latest = clock.instant().plus(AHEAD_MAX);
    return vertx
        .executeBlocking(() -> read(config.directory(), latest), false)
        .onComplete(read -> {
          looking = false;
          found = Optional.of(read.succeeded() ? read.result() : Found.nothing(Trouble.UNREADABLE));
        })
        .otherwiseEmpty()
        .mapEmpty();
  }

  private static Found read(Path directory, Instant latest) throws IOException {
    Optional<NewestFile.Seen> newest = NewestFile.below(directory, latest);
    return newest
        .map(file ->
            new Found(
                Optional.of(file.written()),
                file.bytes() > 0 ? Optional.empty() : Optional.of(Trouble.EMPTY)))
        .orElseGet(() -> Found.nothing(Trouble.MISSING));
  }

  /** What was fresh when it was looked at grows old. */
  private Found aged(Found read) {
    boolean old =
        read.newest().filter(at -> at.isBefore(clock.instant().minus(config.within()))).isPresent();
    return old && read.trouble().isEmpty()
        ? new Found(read.newest(), Optional.of(Trouble.OLD))
        : read;
  }
}
