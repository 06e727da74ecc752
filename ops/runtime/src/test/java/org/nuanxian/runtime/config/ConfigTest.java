package org.nuanxian.runtime.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigTest {
  private static final Map<String, String> NONE = Map.of();

  @TempDir Path dir;

  @Test
  void nothingGivenMeansEverythingOnThisMachine() {
    Config config = Config.read(Optional.empty(), NONE, NONE);

    assertEquals(8080, config.http().port());
    assertTrue(config.http().onLoopback());
    assertTrue(config.redis().isEmpty());
    assertTrue(config.postgres().isEmpty());
    assertEquals(Duration.ofSeconds(20), config.timing().grace());
  }

  @Test
  void theCommandLineWinsOverTheEnvironmentWhichWinsOverTheFile() throws IOException {
    Path file = file("http:\n  port: 1\n  admin-port: 2\n  host: 127.0.0.9\n");
    Map<String, String> environment =
        Map.of("NUANXIAN_HTTP_PORT", "3", "NUANXIAN_HTTP_ADMIN_PORT", "4");

    Config config = Config.read(Optional.of(file), environment, Map.of("http.port", "5"));

    assertEquals(5, config.http().port());
    assertEquals(4, config.http().adminPort());
    assertEquals("127.0.0.9", config.http().host());
  }

  @Test
  void externalStoresAreReadWithTheirSecretsFromFilesAndEnvironment() throws IOException {
    Path secret = Files.writeString(dir.resolve("secret"), "geheim\n");
    Path file =
        file(
            """
            redis:
              topology: sentinel
              endpoints: [redis://a:26379, redis://b:26379]
              master-name: line
              password-file: %s
            postgres:
              host: db
              tls: verify-full
            vault:
              master-key-file: /etc/nuanxian/master
            """
                .formatted(secret));

    Config config = Config.read(Optional.of(file), Map.of("NUANXIAN_POSTGRES_PASSWORD", "p"), NONE);

    RedisConfig redis = config.redis().orElseThrow();
    assertEquals(RedisConfig.Topology.SENTINEL, redis.topology());
    assertEquals(List.of("redis://a:26379", "redis://b:26379"), redis.endpoints());
    assertEquals("geheim", redis.password().orElseThrow().value());
    PostgresConfig postgres = config.postgres().orElseThrow();
    assertEquals("p", postgres.password().orElseThrow().value());
    assertEquals("jdbc:postgresql://db:5432/nuanxian?sslmode=verify-full", postgres.jdbcUrl());
    assertFalse(config.toString().contains("geheim"));
  }

  @Test
  void allMistakesAreToldTogetherByKey() throws IOException {
    Path file =
        file(
            """
            http: {port: 70000, colour: green}
            timing: {grace: 20, lease-renew: 5s}
            redis: {topology: ring, password: x, endpoints: [http://a]}
            moon: {phase: full}
            """);

    List<String> mistakes = mistakes(file, Map.of("NUANXIAN_HTTP_ADMIN_PORT", "many"));

    assertEquals(
        List.of(
            "http.admin-port: must be a whole number, not \"many\" (NUANXIAN_HTTP_ADMIN_PORT)",
            "http.colour: unknown key (nuanxian.yaml)",
            "http.port: must be between 0 and 65535 (nuanxian.yaml)",
            "moon.phase: unknown key (nuanxian.yaml)",
            "postgres: is missing: Redis and PostgreSQL are both external or both embedded",
            "redis.endpoints: must look like redis://host:6379, not http://a",
            "redis.password: a secret has no place in this file: use redis.password-file"
                + " or environment",
            "redis.topology: must be one of standalone, sentinel, cluster (nuanxian.yaml)",
            "timing.grace: must be a time like 500ms, 6s, 3m, 72h or 7d, not \"20\""
                + " (nuanxian.yaml)",
            "timing.lease-renew: must be at most half of timing.node-lease"),
        mistakes);
  }

  @Test
  void anUnknownVariableOfAKnownSectionIsAMistakeAndOthersAreLeftAlone() throws IOException {
    Map<String, String> environment =
        Map.of("NUANXIAN_HTTP_POTR", "1", "NUANXIAN_SERVICE_HOST", "10.0.0.1");

    assertEquals(
        List.of("http.potr: unknown key (NUANXIAN_HTTP_POTR)"), mistakes(file(""), environment));
  }

  @Test
  void aFileThatIsNoYamlOrRepeatsAKeyOrIsNotThereIsAMistake() throws IOException {
    assertTrue(mistakes(file("http: [1"), NONE).getFirst().contains("is not YAML"));
    assertTrue(mistakes(file("http: {port: 1, port: 2}"), NONE).getFirst().contains("is not YAML"));
    assertTrue(mistakes(dir.resolve("none"), NONE).getFirst().contains("cannot be read"));
  }

  @Test
  void timingCanBeShortenedForTests() {
    TimingConfig timing = TimingConfig.with(Map.of("grace", "200ms", "group-commit", "0ms"));

    assertEquals(Duration.ofMillis(200), timing.grace());
    assertEquals(Duration.ZERO, timing.groupCommit());
    assertEquals(Duration.ofSeconds(6), timing.nodeLease());
    assertThrows(ConfigMistakes.class, () -> TimingConfig.with(Map.of("tick", "0ms")));
    assertThrows(ConfigMistakes.class, () -> TimingConfig.with(Map.of("tack", "1s")));
  }

  private static List<String> mistakes(Path file, Map<String, String> environment) {
    return assertThrows(
            ConfigMistakes.class, () -> Config.read(Optional.of(file), environment, NONE))
        .mistakes();
  }

  private Path file(String text) throws IOException {
    return Files.writeString(dir.resolve("nuanxian.yaml"), text);
  }
}
