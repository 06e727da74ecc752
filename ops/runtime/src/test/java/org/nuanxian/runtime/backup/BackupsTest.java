package org.nuanxian.runtime.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nuanxian.runtime.backup.Backups.Found;
import org.nuanxian.runtime.backup.Backups.Trouble;
import org.nuanxian.runtime.config.BackupConfig;
import org.nuanxian.runtime.testing.Await;

/** On a real directory, the time in the test's hand. */
class BackupsTest {
  private static final Instant START = Instant.parse("2026-11-22T03:00:00Z");
  private static final Duration WITHIN = Duration.ofHours(26);

  @TempDir Path temporary;

  private final Vertx vertx = Vertx.vertx();

  /** What time it is. */
  private Instant now = START;

  @AfterEach
  void close() {
    Await.result(vertx.close());
  }

  private Backups backups(Path directory) {
    return new Backups(vertx, new BackupConfig(directory, WITHIN), () -> now);
  }

  private Found look() {
    return look(temporary);
  }

  private Found look(Path directory) {
    Backups backups = backups(directory);
    Await.result(backups.look());
    Found found = backups.found().orElseThrow();
    assertEquals(found.trouble().isPresent(), backups.troubled());
    return found;
  }

  private Path leave(String name, String content, Instant written) throws IOException {
    Path file = temporary.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
    return Files.setLastModifiedTime(file, FileTime.from(written));
  }

  private static Found well(Instant written) {
    return new Found(Optional.of(written), Optional.empty());
  }

  private static Found troubled(Instant written, Trouble trouble) {
    return new Found(Optional.of(written), Optional.of(trouble));
  }

  private static Found nothing(Trouble trouble) {
    return new Found(Optional.empty(), Optional.of(trouble));
  }

  @Test
  void aDirectoryWithoutAFileHasNoBackup() throws IOException {
    assertEquals(nothing(Trouble.MISSING), look());
    Files.createDirectory(temporary.resolve("monday"));
    assertEquals(nothing(Trouble.MISSING), look());
  }

  @Test
  void whatIsNoDirectoryCannotBeRead() throws IOException {
    assertEquals(nothing(Trouble.UNREADABLE), look(temporary.resolve("not-there")));
    Path file = leave("a-file", "x", START);
    assertEquals(nothing(Trouble.UNREADABLE), look(file));
  }

  @Test
  void theNewestFileBelowTheDirectoryCounts() throws IOException {
    Instant fresh = START.minus(Duration.ofHours(25));
    leave("old.dump", "x", START.minus(Duration.ofDays(9)));
    leave("2026/11/fresh.dump", "x", fresh);
    assertEquals(well(fresh), look());

    Path elsewhere = Files.createSymbolicLink(temporary.resolve("link"), temporary);
    assertEquals(well(fresh), look(elsewhere), "the directory itself may be a link");
  }

  @Test
  void anEmptyFileIsNoBackupUnlessOneWithContentWasWrittenWithIt() throws IOException {
    Instant fresh = START.minus(Duration.ofHours(1));
    leave("full.dump", "x", START.minus(Duration.ofHours(2)));
    leave("empty.dump", "", fresh);
    assertEquals(troubled(fresh, Trouble.EMPTY), look());

    leave("beside.dump", "x", fresh);
    assertEquals(well(fresh), look());
  }

  @Test
  void aFileOfTheFutureSaysNothing() throws IOException {
    leave("clock.dump", "x", START.plus(Duration.ofDays(400)));
    assertEquals(nothing(Trouble.MISSING), look());
    Instant ahead = START.plus(Duration.ofMinutes(5));
    leave("ahead.dump", "x", ahead);
    assertEquals(well(ahead), look());
  }

  @Test
  void whatWasFreshGrowsOldWithoutAnotherLook() throws IOException {
    leave("fresh.dump", "x", START);
    Backups backups = backups(temporary);
    assertEquals(Optional.empty(), backups.found());
    assertFalse(backups.troubled());
    Await.result(backups.look());

    now = START.plus(WITHIN);
    assertEquals(Optional.of(well(START)), backups.found());
    now = now.plusSeconds(1);
    assertEquals(Optional.of(troubled(START, Trouble.OLD)), backups.found());
    assertTrue(backups.troubled());
  }

  @Test
  void aLookThatHasNotEndedByTheNextOneIsTroubleUntilItEnds() throws IOException {
    leave("fresh.dump", "x", START);
    Backups backups = backups(temporary);
    Future<Void> slow = backups.look();
    assertTrue(backups.look().succeeded(), "no second one is begun");
    assertEquals(Optional.of(nothing(Trouble.UNREADABLE)), backups.found());

    Await.result(slow);
    assertEquals(Optional.of(well(START)), backups.found());
  }
}
