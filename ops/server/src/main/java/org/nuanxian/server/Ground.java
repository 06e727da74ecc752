package org.nuanxian.server;

import java.security.SecureRandom;
import java.util.Optional;
import org.nuanxian.runtime.config.Config;
import org.nuanxian.runtime.config.HotlineConfig;
import org.nuanxian.runtime.config.PostgresConfig;
import org.nuanxian.runtime.config.RedisConfig;
import org.nuanxian.runtime.config.VaultConfig;
import org.nuanxian.runtime.engine.DataDirectory;
import org.nuanxian.runtime.engine.Engines;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this node stands on: its data directory, and the stores inside or outside of it.
 *
 * @param directory held by this process
 * @param kind live line or demo
 * @param redis where the present is
 * @param postgres where the record is
 * @param vault where the master key is
 * @param hotline the telephones
 * @param engines the embedded ones; empty when the stores are external
 */
record Ground(
    DataDirectory directory,
    DataDirectory.Kind kind,
    RedisConfig redis,
    PostgresConfig postgres,
    VaultConfig vault,
    HotlineConfig hotline,
    Optional<Engines> engines) {
  private static final Logger LOG = LoggerFactory.getLogger(Ground.class);

  /** Takes the directory and starts or adopts the engines, unless the stores are external. */
  static Ground open(Flags flags, Config config, SecureRandom random) {
    DataDirectory directory = DataDirectory.open(flags.data(), flags.kind(), random);
    VaultConfig vault = config.vault().orElse(directory.vault());
    if (config.redis().isPresent() && config.postgres().isPresent()) {
      return new Ground(
          directory,
          flags.kind(),
          config.redis().get(),
          config.postgres().get(),
          vault,
          config.hotline(),
          Optional.empty());
    }
    Engines engines = Engines.start(directory, LOG::warn);
    return new Ground(
        directory,
        flags.kind(),
        engines.redis(),
        engines.postgres(),
        vault,
        config.hotline(),
        Optional.of(engines));
  }

  /** Whether invented people are shown. */
  boolean demo() {
    return kind == DataDirectory.Kind.DEMO;
  }

  /** Ends embedded engines and lets the directory go. */
  void close() {
    engines.ifPresent(Engines::stop);
    directory.close();
  }
}
