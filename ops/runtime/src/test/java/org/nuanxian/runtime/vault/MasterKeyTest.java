package org.nuanxian.runtime.vault;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasterKeyTest {

  @TempDir Path directory;

  @Test
  void aFileThatOthersMayReadIsRefused() throws IOException {
    Path file = directory.resolve("key");
    Files.writeString(file, "A".repeat(43) + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

    IllegalArgumentException failure =
        assertThrows(IllegalArgumentException.class, () -> MasterKey.read(file));
    assertTrue(failure.getMessage().contains("0600"));

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    MasterKey.read(file);
  }

  @Test
  void aFileWithoutAWholeKeyIsRefused() {
    for (List<String> lines :
        List.of(
            List.<String>of(), List.of("# only words"), List.of("AAAA"), List.of("not base64!"))) {
      assertThrows(IllegalArgumentException.class, () -> MasterKey.parse(lines));
    }
    assertThrows(UncheckedIOException.class, () -> MasterKey.read(directory.resolve("none")));
  }
}
