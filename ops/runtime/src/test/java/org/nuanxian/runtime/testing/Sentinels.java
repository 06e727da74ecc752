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

/**
 * A master, its replica and three sentinels, two of which agree that the master died and make the
 * replica master.
 */
public final class Sentinels implements AutoCloseable {

  private static final String LOOPBACK = "127.0.0.1";
  private static final String MASTER_NAME = "nuanxian";
  private static final int SENTINELS = 3;
  private static final String ALL_KNOWN = "slaves=1,sentinels=" + SENTINELS;

  private final Path home;
  private final Path program;
  private final List<Integer> ports = new ArrayList<>();
  private final Process master;
  private final Process replica;
  private final List<Process> sentinels = new ArrayList<>();

  /** Starts all of them; {@code home} is theirs, {@code binaries} holds the program. */
  public Sentinels(Path home, Path binaries) {
    this.home = home;
    try (Stream<Path> files = Files.walk(binaries)) {
      this.program = files.filter(file -> file.endsWith("redis-server")).findFirst().orElseThrow();
      int masterPort = Ports.free();
      int replicaPort = Ports.free();
      this.master = start("master", server(masterPort));
      this.replica =
          start("replica", server(replicaPort) + "replicaof " + LOOPBACK + " " + masterPort + "\n");
      // A sentinel asks the master for its replicas when it starts, and then each ten seconds.
      Await.until("the replica follows", () -> told(masterPort).contains("state=online"));
      for (int n = 0; n < SENTINELS; n++) {
        int port = Ports.free();
        ports.add(port);
        sentinels.add(start("sentinel" + n, sentinel(port, masterPort), "--sentinel"));
      }
      Await.until(
          "every sentinel knows the replica and the others",
          () -> ports.stream().allMatch(port -> told(port).contains(ALL_KNOWN)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a server says of its replicas, and a sentinel of them; nothing while it is silent. */
  private static String told(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket
          .getOutputStream()
          .write("INFO replication\r\nINFO sentinel\r\nQUIT\r\n".getBytes(US_ASCII));
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

  private static String sentinel(int port, int masterPort) {
    String monitor = "sentinel monitor " + MASTER_NAME + " " + LOOPBACK + " " + masterPort + " 2\n";
    return "bind "
        + LOOPBACK
        + "\nport "
        + port
        + "\n"
        + monitor
        + ("sentinel down-after-milliseconds " + MASTER_NAME + " 1000\n")
        + ("sentinel failover-timeout " + MASTER_NAME + " 2000\n");
  }

  private Process start(String name, String settings, String... options) throws IOException {
    Path directory = Files.createDirectories(home.resolve(name));
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

  /** How to find the master through the sentinels; asks for {@code replicas} connected replicas. */
  public RedisConfig config(int replicas) {
    return new RedisConfig(
        RedisConfig.Topology.SENTINEL,
        ports.stream().map(port -> "redis://" + LOOPBACK + ":" + port).toList(),
        Optional.of(MASTER_NAME),
        Optional.empty(),
        Optional.empty(),
        replicas);
  }

  /** Kills the first master with SIGKILL; the sentinels promote the replica. */
  public void killMaster() {
    master.destroyForcibly();
    Await.until("the master is gone", () -> !master.isAlive());
  }

  /** Kills the sentinel that is asked first. */
  public void killFirstSentinel() {
    Process first = sentinels.getFirst();
    first.destroyForcibly();
    Await.until("the sentinel is gone", () -> !first.isAlive());
  }

  @Override
  public void close() {
    List<Process> all = new ArrayList<>(sentinels);
    all.addAll(List.of(master, replica));
    all.forEach(Process::destroyForcibly);
    Await.until("all are gone", () -> all.stream().noneMatch(Process::isAlive));
  }
}
