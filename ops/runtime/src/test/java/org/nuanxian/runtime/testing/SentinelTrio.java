package org.nuanxian.runtime.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.nuanxian.runtime.config.RedisConfig;
import org.nuanxian.runtime.engine.Ports;

/** A master, its replica and one sentinel, which makes the replica master when the master dies. */
public final class SentinelTrio implements AutoCloseable {

  private static final String LOOPBACK = "127.0.0.1";
  private static final String MASTER_NAME = "nuanxian";

  private final Path home;
  private final Path program;
  private final int sentinelPort;
  private final Process master;
  private final List<Process> others = new ArrayList<>();

  SentinelTrio(Path home, Path binaries) {
    this.home = home;
    try (Stream<Path> files = Files.walk(binaries)) {
      this.program = files.filter(file -> file.endsWith("redis-server")).findFirst().orElseThrow();
      int masterPort = Ports.free();
      int replicaPort = Ports.free();
      this.sentinelPort = Ports.free();
      this.master = start("master", server(masterPort));
      others.add(
          start(
              "replica", server(replicaPort) + "replicaof " + LOOPBACK + " " + masterPort + "\n"));
      // A sentinel asks the master for its replicas when it starts, and then each ten seconds.
      Await.until("the replica follows", () -> replication(masterPort).contains("state=online"));
      others.add(start("sentinel", sentinel(masterPort), "--sentinel"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the server says of its replicas; nothing while it does not answer. */
  private static String replication(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write("INFO replication\r\nQUIT\r\n".getBytes(US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    } catch (IOException e) {
      return ""; // not yet; the caller has a deadline
    }
  }

  private static String server(int port) {
    return "bind "
        + LOOPBACK
        + "\nport "
        + port
        + "\nappendonly yes\nsave \"\"\nmaxmemory-policy noeviction\n"
        + "repl-diskless-sync yes\nrepl-diskless-sync-delay 0\n";
  }

  private String sentinel(int masterPort) {
    String monitor = "sentinel monitor " + MASTER_NAME + " " + LOOPBACK + " " + masterPort + " 1\n";
    return "bind "
        + LOOPBACK
        + "\nport "
        + sentinelPort
        + "\n"
        + monitor
        + ("sentinel down-after-milliseconds " + MASTER_NAME + " 300\n")
        + ("sentinel failover-timeout " + MASTER_NAME + " 2000\n");
  }

  private Process start(String name, String settings, String... options) throws IOException {
    Path directory = Files.createDirectory(home.resolve(name));
    Path file = directory.resolve("redis.conf");
    Files.writeString(file, settings);
    List<String> words = new ArrayList<>(List.of(program.toString(), file.toString()));
    words.addAll(List.of(options));
    return new ProcessBuilder(words)
        .directory(directory.toFile())
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("log").toFile())
        .start();
  }

  /** How to find the master through the sentinel; asks for {@code replicas} connected replicas. */
  public RedisConfig config(int replicas) {
    return new RedisConfig(
        RedisConfig.Topology.SENTINEL,
        List.of("redis://" + LOOPBACK + ":" + sentinelPort),
        Optional.of(MASTER_NAME),
        Optional.empty(),
        Optional.empty(),
        replicas);
  }

  /** Kills the first master with SIGKILL; the sentinel promotes the replica. */
  public void killMaster() {
    master.destroyForcibly();
    Await.until("the master is gone", () -> !master.isAlive());
  }

  @Override
  public void close() {
    master.destroyForcibly();
    others.forEach(Process::destroyForcibly);
    Await.until("all are gone", () -> others.stream().noneMatch(Process::isAlive));
  }
}
