package org.nuanxian.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.nuanxian.gateway.Gateway;
import org.nuanxian.runtime.config.Config;
import org.nuanxian.runtime.engine.DataDirectory;
import org.nuanxian.runtime.testing.Await;
import org.nuanxian.runtime.testing.Stores;

/** The description of the API and the table of endpoints of the whole house are the same. */
class EndpointTableTest {
  @RegisterExtension static final Stores STORES = Stores.with();

  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

  @TempDir Path temporary;

  @Test
  void everyEndpointIsDescribedAndEveryDescribedOneIsThere() throws IOException {
    assertEquals(described(), mounted());
  }

  private static Set<String> described() throws IOException {
    Set<String> rows = new TreeSet<>();
    try (InputStream file = Gateway.class.getResourceAsStream("/api/openapi.yaml")) {
      JsonNode paths = new YAMLMapper().readTree(file).path("paths");
      paths
          .properties()
          .forEach(path ->
              path.getValue()
                  .fieldNames()
                  .forEachRemaining(method -> {
                    if (METHODS.contains(method)) {
                      rows.add(method.toUpperCase(Locale.ROOT) + ' ' + plain(path.getKey()));
                    }
                  }));
    }
    return rows;
  }

  private Set<String> mounted() {
    Config config = Config.read(Optional.empty(), Map.of(), Map.of("http.port", "0"));
    DataDirectory directory =
        DataDirectory.open(temporary, DataDirectory.Kind.LIVE, new SecureRandom());
    Ground ground =
        new Ground(
            directory,
            DataDirectory.Kind.LIVE,
            STORES.redisConfig(),
            STORES.postgresConfig(),
            STORES.vaultConfig(),
            config.hotline(),
            Optional.empty(),
            Optional.empty());
    House house = new House(config, ground, Time.real(), STORES.metrics());
    try {
      return Await.result(STORES.vertx().deployVerticle(house).map(id -> house.rows())).stream()
          .filter(row -> row.contains(" /api/"))
          .map(EndpointTableTest::plain)
          .collect(Collectors.toCollection(TreeSet::new));
    } finally {
      Await.result(house.close().recover(failure -> Future.succeededFuture()));
      ground.close();
    }
  }

  /** What a variable part is called is nobody's business. */
  private static String plain(String path) {
    return path.replaceAll("/(:\\w+|\\{\\w+})", "/*");
  }
}
