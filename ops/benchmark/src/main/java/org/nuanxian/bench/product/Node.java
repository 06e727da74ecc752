package org.nuanxian.bench.product;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.nuanxian.bench.Ground;
import org.nuanxian.bench.ProcessTree;
import org.nuanxian.server.Main;

/** One real server process on the bench's stores, with the configuration of a live line. */
public final class Node implements AutoCloseable {
  private static final Duration READY_MAX = Duration.ofSeconds(90);
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);
  private static final long END_SECONDS_MAX = 12; // it promises ten

  private final Process process;
  private final int port;

  private Node(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts a node and waits until it is ready. */
  public static Node start(Ground ground, String name) {
    try {
      int port = freePort();
      int adminPort = freePort();
      Path folder = Files.createDirectories(ground.path().resolve(name));
      Process process =
          new ProcessBuilder(
                  List.of(
                      Path.of(System.getProperty("java.home"), "bin/java").toString(),
                      "--enable-native-access=ALL-UNNAMED",
                      "--sun-misc-unsafe-memory-access=allow",
                      "-cp",
                      System.getProperty("java.class.path"),
                      Main.class.getName(),
                      "--data=" + folder.resolve("data"),
                      "--config=" + configuration(ground, folder),
                      "--port=" + port,
                      "--admin-port=" + adminPort))
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("log").toFile())
              .start();
      Node node = new Node(process, port);
      node.awaitReady(URI.create("http://127.0.0.1:" + adminPort + "/readyz"), folder);
      return node;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static Path configuration(Ground ground, Path folder) throws IOException {
    Path redisPassword = folder.resolve("redis-password");
    Path postgresPassword = folder.resolve("postgres-password");
    Files.writeString(redisPassword, ground.environment().get("BENCH_REDIS_PASSWORD"));
    Files.writeString(postgresPassword, ground.environment().get("BENCH_PASSWORD"));
    String text =
        """
        redis:
          endpoints: ["%s"]
          password-file: %s
        postgres:
          host: %s
          port: %d
          password-file: %s
        vault:
          master-key-file: %s
        """
            .formatted(
                ground.redis().endpoints().getFirst(),
                redisPassword,
                ground.postgres().host(),
                ground.postgres().port(),
                postgresPassword,
                ground.masterKey());
    return Files.writeString(folder.resolve("nuanxian.yaml"), text);
  }

  private void awaitReady(URI readyz, Path folder) throws IOException {
    HttpRequest request = HttpRequest.newBuilder(readyz).timeout(Duration.ofSeconds(2)).build();
    Instant end = Instant.now().plus(READY_MAX);
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (process.isAlive() && Instant.now().isBefore(end)) {
        if (answers(client, request)) {
          return;
        }
        Thread.sleep(LOOK_EVERY);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
    throw new IllegalStateException(
        "The server is not ready:\n" + Files.readString(folder.resolve("log")));
  }

  private static boolean answers(HttpClient client, HttpRequest request)
      throws InterruptedException {
    try {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false; // it does not listen yet
    }
  }

  /** Where pages and sockets are. */
  public int port() {
    return port;
  }

  /** What it uses. */
  public ProcessTree tree() {
    return new ProcessTree(process.pid());
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(END_SECONDS_MAX, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
