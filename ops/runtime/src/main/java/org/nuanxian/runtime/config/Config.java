package org.nuanxian.runtime.config;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything the operator decided, read once. See {@code ops/docs/operation.md} for each key.
 *
 * @param http where this node listens
 * @param tls TLS of the public port
 * @param footer who runs this
 * @param timing every deadline
 * @param lockout how many wrong passwords are borne
 * @param redis an external Redis; empty: the embedded one of the data directory
 * @param postgres an external PostgreSQL; empty: the embedded one of the data directory
 * @param vault where the master key is; empty: in the data directory
 * @param alerts who is told of escalations outside of the console
 * @param heartbeat whom this house tells that it lives
 * @param node what this server is called
 * @param backup where backups are expected; empty: nobody looks
 * @param hotline the telephone
 */
public record Config(
    HttpConfig http,
    TlsConfig tls,
    FooterConfig footer,
    TimingConfig timing,
    LockoutConfig lockout,
    Optional<RedisConfig> redis,
    Optional<PostgresConfig> postgres,
    Optional<VaultConfig> vault,
    List<AlertConfig> alerts,
    HeartbeatConfig heartbeat,
    NodeConfig node,
    Optional<BackupConfig> backup,
    HotlineConfig hotline) {

  private static final List<String> SECTIONS =
      List.of(
          "http",
          "tls",
          "footer",
          "timing",
          "lockout",
          "redis",
          "postgres",
          "vault",
          AlertConfig.SECTION,
          "heartbeat",
          "node",
          "backup",
          HotlineConfig.SECTION);

  /** What is written as a list of sections. */
  private static final List<String> LISTS = List.of(AlertConfig.SECTION, HotlineConfig.LIST);

  /** Copies the list. */
  public Config {
    alerts = List.copyOf(alerts);
  }

  /**
   * Reads the file, then the environment, then the command line; the later wins.
   *
   * @param file the YAML file, if there is one
   * @param environment all variables of the process
   * @param flags values of the command line by key, like {@code http.port}
   * @throws ConfigMistakes with every mistake found
   */
  public static Config read(
      Optional<Path> file, Map<String, String> environment, Map<String, String> flags) {
    Mistakes mistakes = new Mistakes();
    Map<String, Given> given = new HashMap<>();
    file.ifPresent(path -> Sources.file(path, LISTS, given, mistakes));
    Sources.environment(environment, SECTIONS, LISTS, given);
    flags.forEach((key, value) -> given.put(key, Given.text(value, "command line")));

    Binder binder = new Binder(given, mistakes);
    binder.checkUnknown(key -> SECTIONS.stream().noneMatch(s -> key.startsWith(s + ".")));
    Config config =
        new Config(
            binder.bind("http", HttpConfig.class),
            binder.bind("tls", TlsConfig.class),
            binder.bind("footer", FooterConfig.class),
            binder.bind("timing", TimingConfig.class),
            binder.bind("lockout", LockoutConfig.class),
            section(binder, "redis", RedisConfig.class),
            section(binder, "postgres", PostgresConfig.class),
            section(binder, "vault", VaultConfig.class),
            binder.bindList(AlertConfig.SECTION, AlertConfig.LIST_MAX, AlertConfig.class),
            binder.bind("heartbeat", HeartbeatConfig.class),
            binder.bind("node", NodeConfig.class),
            section(binder, "backup", BackupConfig.class),
            hotline(binder));
    config.check(mistakes);
    mistakes.throwIfAny();
    return config;
  }

  /** The defaults: everything on this machine. */
  public static Config defaults() {
    return read(Optional.empty(), Map.of(), Map.of());
  }

  private static <T extends Record> Optional<T> section(Binder binder, String name, Class<T> type) {
    return binder.has(name) ? Optional.of(binder.bind(name, type)) : Optional.empty();
  }

  private static HotlineConfig hotline(Binder binder) {
    List<PbxConfig> pbx =
        binder.bindList(HotlineConfig.LIST, HotlineConfig.LIST_MAX, PbxConfig.class);
    return HotlineConfig.of(pbx, binder.bind(HotlineConfig.SECTION, HotlineConfig.Own.class));
  }

  /** What single keys cannot show. */
  private void check(Mistakes mistakes) {
    mistakes.addAll(timing.contradictions());
    if (tls.certificate().isPresent() != tls.key().isPresent()) {
      mistakes.add(tls.key().isPresent() ? "tls.certificate" : "tls.key", "is missing");
    }
    if (tls.on() && http.publicUrl().filter(url -> url.startsWith("https://")).isEmpty()) {
      mistakes.add("http.public-url", "must be an https:// address when there is a certificate");
    }
    http.publicUrl()
        .filter(url -> !HttpConfig.isOrigin(url))
        .ifPresent(url -> mistakes.add("http.public-url", "must look like https://help.example"));
    node.name()
        .filter(name -> !NodeConfig.isName(name))
        .ifPresent(name ->
            mistakes.add("node.name", "must be letters, digits, blanks and . _ : -, at most 64"));
    if (postgres.isPresent() && vault.isEmpty()) {
      mistakes.add("vault.master-key-file", "is missing: nodes on one PostgreSQL share one key");
    }
    if (redis.isPresent() != postgres.isPresent()) {
      String missing = redis.isPresent() ? "postgres" : "redis";
      mistakes.add(missing, "is missing: Redis and PostgreSQL are both external or both embedded");
    }
    redis.ifPresent(r -> checkRedis(r, mistakes));
    AlertRules.check(alerts, hotline.ids(), mistakes);
    HotlineRules.check(hotline, mistakes);
    if (!alerts.isEmpty() && http.publicUrl().isEmpty()) {
      mistakes.add("http.public-url", "is missing: alerts lead to the console");
    }
    heartbeat
        .url()
        .filter(url -> !AlertRules.isAddress(url))
        .ifPresent(url -> mistakes.add("heartbeat.url", "must be an http:// or https:// address"));
  }

  private static void checkRedis(RedisConfig redis, Mistakes mistakes) {
    boolean sentinel = redis.topology() == RedisConfig.Topology.SENTINEL;
    if (sentinel && redis.masterName().isEmpty()) {
      mistakes.add("redis.master-name", "is missing: sentinels are asked for it");
    }
    for (String endpoint : redis.endpoints()) {
      if (!endpoint.matches("rediss?://[^/@:]+(:\\d{1,5})?/?")) {
        mistakes.add("redis.endpoints", "must look like redis://host:6379, not " + endpoint);
      }
    }
  }
}
