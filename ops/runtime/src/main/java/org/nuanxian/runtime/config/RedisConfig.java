package org.nuanxian.runtime.config;

import java.util.List;
import java.util.Optional;

/**
 * Where the present is kept.
 *
 * @param topology how the endpoints are to be understood
 * @param endpoints {@code redis://host:port}, or {@code rediss://} with TLS; one for standalone
 * @param masterName the name of the master, asked of the sentinels; empty for other topologies
 * @param user ACL user; empty for the default user
 * @param password of the user; empty when the server asks for none
 * @param replicasMin replicas that must be connected when the server starts
 */
public record RedisConfig(
    @Setting(fallback = "standalone") Topology topology,
    @Setting List<String> endpoints,
    @Setting(fallback = "") Optional<String> masterName,
    @Setting(fallback = "") Optional<String> user,
    @Setting(fallback = "") Optional<Secret> password,
    @Setting(fallback = "0", min = "0", max = "16") int replicasMin) {

  /** How several Redis processes form one store. */
  public enum Topology {
    /** One server. */
    STANDALONE,
    /** One master found through sentinels. */
    SENTINEL,
    /** Slots over several masters; one city lives in one slot. */
    CLUSTER
  }

  /** Copies the list. */
  public RedisConfig {
    endpoints = List.copyOf(endpoints);
  }

  /** One server on loopback with a password, as the embedded engine is. */
  public static RedisConfig loopback(int port, Secret password) {
    return new RedisConfig(
        Topology.STANDALONE,
        List.of("redis://127.0.0.1:" + port),
        Optional.empty(),
        Optional.empty(),
        Optional.of(password),
        0);
  }
}
