package org.nuanxian.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.nuanxian.runtime.config.AlertConfig;
import org.nuanxian.runtime.config.BackupConfig;
import org.nuanxian.runtime.config.FooterConfig;
import org.nuanxian.runtime.config.HeartbeatConfig;
import org.nuanxian.runtime.config.HttpConfig;
import org.nuanxian.runtime.config.LockoutConfig;
import org.nuanxian.runtime.config.NodeConfig;
import org.nuanxian.runtime.config.PbxConfig;
import org.nuanxian.runtime.config.PostgresConfig;
import org.nuanxian.runtime.config.RedisConfig;
import org.nuanxian.runtime.config.TimingConfig;
import org.nuanxian.runtime.config.TlsConfig;
import org.nuanxian.runtime.config.VaultConfig;

class OperationPageTest {
  @Test
  void theOperatorsPageTellsEveryKey() throws IOException {
    String page = Files.readString(Path.of("../docs/operation.md"));
    List<String> untold =
        Stream.of(
                HttpConfig.class,
                TlsConfig.class,
                FooterConfig.class,
                TimingConfig.class,
                LockoutConfig.class,
                RedisConfig.class,
                PostgresConfig.class,
                VaultConfig.class,
                HeartbeatConfig.class,
                NodeConfig.class,
                BackupConfig.class,
                PbxConfig.class)
            .flatMap(section -> untold(page, section))
            .toList();

    assertEquals(List.of(), untold);
    assertEquals(
        List.of(),
        untold(Files.readString(Path.of("../docs/alerts.md")), AlertConfig.class).toList());
  }

  private static Stream<String> untold(String page, Class<?> section) {
    return Arrays.stream(section.getRecordComponents())
        .map(RecordComponent::getName)
        .map(name -> name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT))
        .filter(key -> !page.contains("`" + key + "`"));
  }
}
