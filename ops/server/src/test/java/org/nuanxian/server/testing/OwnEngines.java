package org.nuanxian.server.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.nuanxian.runtime.config.PostgresConfig;
import org.nuanxian.runtime.config.Secret;

/**
 * The engines that a node runs by itself, found by the files of its data directory.
 *
 * @param data the directory
 */
public record OwnEngines(Path data) {
  private static final int PORT_LINE = 3; // of postmaster.pid, counted from 0

  /** Redis, then PostgreSQL's main process; empty when one of them never ran or was ended. */
  public List<Long> pids() {
    if (!Files.exists(postmaster()) || !Files.exists(redis())) {
      return List.of();
    }
    return List.of(
        Long.parseLong(lines(redis()).getFirst().strip()),
        Long.parseLong(lines(postmaster()).getFirst().strip()));
  }

  /** Whether both run. */
  public boolean running() {
    List<Long> pids = pids();
    return !pids.isEmpty() && pids.stream().allMatch(Signals::living);
  }

  /** Kill -9 for all processes of both; returns when they are gone. */
  public void kill() {
    List<Long> all =
        pids().stream()
            .flatMap(pid -> ProcessHandle.of(pid).stream())
            .flatMap(main -> Stream.concat(Stream.of(main), main.descendants()))
            .map(ProcessHandle::pid)
            .toList();
    all.forEach(Signals::kill);
  }

  /** How PostgreSQL is reached, once it runs. */
  public PostgresConfig postgresConfig() {
    Secret password = new Secret(lines(data.resolve("secrets/postgres-password")).getFirst());
    int port = Integer.parseInt(lines(postmaster()).get(PORT_LINE).strip());
    return new PostgresConfig(
        "127.0.0.1",
        port,
        "nuanxian",
        "nuanxian",
        Optional.of(password),
        PostgresConfig.Tls.DISABLE,
        2);
  }

  private Path redis() {
    return data.resolve("redis/redis.pid");
  }

  private Path postmaster() {
    return data.resolve("postgres/cluster/postmaster.pid");
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
