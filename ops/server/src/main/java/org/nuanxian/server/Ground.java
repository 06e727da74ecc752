package org.nuanxian.server;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.nuanxian.runtime.config.Config;
import org.nuanxian.runtime.config.HotlineConfig;
import org.nuanxian.runtime.config.PostgresConfig;
import org.nuanxian.runtime.config.RedisConfig;
import org.nuanxian.runtime.config.VaultConfig;
import org.nuanxian.runtime.engine.DataDirectory;
import org.nuanxian.runtime.engine.Engines;
import org.nuanxian.runtime.engine.OwnPbx;
import org.nuanxian.server.demo.Demo;
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
 * @param pbx the one beside this server
 */
record Ground(
    DataDirectory directory,
    DataDirectory.Kind kind,
    RedisConfig redis,
    PostgresConfig postgres,
    VaultConfig vault,
    HotlineConfig hotline,
    Optional<Engines> engines,
    Optional<OwnPbx> pbx) {
  private static final Logger LOG = LoggerFactory.getLogger(Ground.class);

  /** Takes the directory and starts or adopts the engines, unless the stores are external. */
  static Ground open(Flags flags, Config config, SecureRandom random) {
    DataDirectory directory = DataDirectory.open(flags.data(), flags.kind(), random);
    VaultConfig vault = config.vault().orElse(directory.vault());
    Optional<OwnPbx> pbx =
        flags.pbx()
            ? Optional.of(OwnPbx.start(directory, random, numbers(flags, config), LOG::warn))
            : Optional.empty();
    HotlineConfig hotline =
        pbx.map(own -> config.hotline().with(own.config())).orElse(config.hotline());
    if (config.redis().isPresent() && config.postgres().isPresent()) {
      return new Ground(
          directory,
          flags.kind(),
          config.redis().get(),
          config.postgres().get(),
          vault,
          hotline,
          Optional.empty(),
          pbx);
    }
    Engines engines = Engines.start(directory, LOG::warn);
    return new Ground(
        directory,
        flags.kind(),
        engines.redis(),
        engines.postgres(),
        vault,
        hotline,
        Optional.of(engines),
        pbx);
  }

  /** A demo can be called in each of its counties. */
  private static List<String> numbers(Flags flags, Config config) {
    Stream<String> own = config.hotline().numbers().stream();
    return (flags.demo() ? Stream.concat(Demo.numbers().stream(), own) : own).toList();
  }

  /** Whether invented people are shown. */
  boolean demo() {
    return kind == DataDirectory.Kind.DEMO;
  }

  /** Ends embedded engines, the PBX when nobody is on the line, and lets the directory go. */
  void close() {
    pbx.ifPresent(OwnPbx::stop);
    engines.ifPresent(Engines::stop);
    directory.close();
  }
}
