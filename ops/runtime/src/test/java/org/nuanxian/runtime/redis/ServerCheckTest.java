package org.nuanxian.runtime.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.nuanxian.runtime.config.RedisConfig;

class ServerCheckTest {

  private static final String FIT =
      """
      # Server\r
      redis_version:7.0.15\r
      maxmemory_policy:noeviction\r
      aof_enabled:1\r
      role:master\r
      connected_slaves:1\r
      """;

  private static RedisConfig wanting(int replicas) {
    return new RedisConfig(
        RedisConfig.Topology.STANDALONE,
        List.of("redis://127.0.0.1:1"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        replicas);
  }

  @Test
  void aFitServerHasNoMistakes() {
    assertEquals(List.of(), ServerCheck.mistakes(wanting(1), FIT));
  }

  @Test
  void allMistakesAreNamedTogether() {
    String info =
        "redis_version:6.0.16\r\nmaxmemory_policy:allkeys-lru\r\naof_enabled:0\r\nrole:slave\r\n";

    List<String> mistakes = ServerCheck.mistakes(wanting(2), info);

    assertEquals(5, mistakes.size());
    assertTrue(mistakes.get(0).contains("6.0.16"));
    assertTrue(mistakes.get(1).contains("noeviction"));
    assertTrue(mistakes.get(2).contains("appendonly"));
    assertTrue(mistakes.get(3).contains("slave"));
    assertTrue(mistakes.get(4).contains("replicas-min"));
  }

  @Test
  void versionsAreComparedAsNumbers() {
    assertEquals(List.of(), mistakesOfVersion("6.2.13"));
    assertEquals(List.of(), mistakesOfVersion("10.0.0"));
    assertEquals(1, mistakesOfVersion("5.9.9").size());
    assertEquals(1, mistakesOfVersion("unknown").size());
  }

  private static List<String> mistakesOfVersion(String version) {
    return ServerCheck.mistakes(wanting(0), FIT.replace("7.0.15", version));
  }
}
