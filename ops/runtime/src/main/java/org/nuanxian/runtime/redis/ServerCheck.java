package org.nuanxian.runtime.redis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nuanxian.runtime.config.RedisConfig;

/**
 * Holds a server's INFO against what the present needs. Only INFO is read, because managed servers
 * often forbid CONFIG.
 */
final class ServerCheck {

  private static final int MAJOR_MIN = 6;
  private static final int MINOR_MIN = 2; // first with everything the scripts use

  private ServerCheck() {}

  /** Everything that is wrong, one sentence each; empty when the server is fit. */
  static List<String> mistakes(RedisConfig config, String info) {
    Map<String, String> fields = fields(info);
    List<String> mistakes = new ArrayList<>();
    checkVersion(fields.getOrDefault("redis_version", "unknown"), mistakes);
    String policy = fields.getOrDefault("maxmemory_policy", "unknown");
    if (!policy.equals("noeviction")) {
      mistakes.add("maxmemory-policy must be noeviction, it is " + policy);
    }
    if (!fields.getOrDefault("aof_enabled", "0").equals("1")) {
      mistakes.add("appendonly must be yes, it is no");
    }
    String role = fields.getOrDefault("role", "unknown");
    if (!role.equals("master")) {
      mistakes.add("the server must be a master, it is " + role);
    }
    int replicas = Integer.parseInt(fields.getOrDefault("connected_slaves", "0"));
    if (replicas < config.replicasMin()) {
      mistakes.add(
          "redis.replicas-min asks for "
              + config.replicasMin()
              + " connected replicas, there are "
              + replicas);
    }
    return mistakes;
  }

  private static void checkVersion(String version, List<String> mistakes) {
    String[] parts = version.split("\\.", -1);
    boolean fits = false;
    if (parts.length >= 2 && parts[0].matches("\\d{1,4}") && parts[1].matches("\\d{1,4}")) {
      int major = Integer.parseInt(parts[0]);
      fits = major > MAJOR_MIN || (major == MAJOR_MIN && Integer.parseInt(parts[1]) >= MINOR_MIN);
    }
    if (!fits) {
      mistakes.add("version must be 6.2 or later, it is " + version);
    }
  }

  private static Map<String, String> fields(String info) {
    Map<String, String> fields = new HashMap<>();
    info.lines()
        .forEach(line -> {
          int colon = line.indexOf(':');
          if (colon > 0) {
            fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
          }
        });
    return fields;
  }
}
