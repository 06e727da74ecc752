package org.nuanxian.bench.product;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nuanxian.bench.Child;
import org.nuanxian.bench.Ground;
import org.nuanxian.bench.ProcessTree;
import org.nuanxian.runtime.config.PbxConfig;
import org.nuanxian.runtime.config.Secret;
import org.nuanxian.runtime.engine.Ports;
import org.nuanxian.server.Main;

/** One real server process on the bench's stores, with the configuration of a live line. */
public final class Node implements AutoCloseable {
  private static final Duration READY_MAX = Duration.ofSeconds(90);
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  private final Child child;
  private final int port;

  private Node(Child child, int port) {
    this.child = child;
    this.port = port;
  }

  /** Starts a node and waits until it is ready. */
  public static Node start(Ground ground, String name) {
    return start(ground, name, Optional.empty());
  }

  /** The same with a hotline. */
  public static Node start(Ground ground, String name, PbxConfig pbx) {
    return start(ground, name, Optional.of(pbx));
  }

  private static Node start(Ground ground, String name, Optional<PbxConfig> pbx) {
    try {
      int port = Ports.free();
      int adminPort = Ports.free();
      Path folder = Files.createDirectories(ground.path().resolve(name));
      List<String> arguments =
          List.of(
              "--data=" + folder.resolve("data"),
              "--config=" + configuration(ground, folder, pbx),
              "--port=" + port,
              "--admin-port=" + adminPort);
      ProcessBuilder builder =
          new ProcessBuilder(Child.java(Main.class, arguments))
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("log").toFile());
      Node node = new Node(Child.start(builder, Map.of()), port);
      node.awaitReady(URI.create("http://127.0.0.1:" + adminPort + "/readyz"), folder);
      return node;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path configuration(Ground ground, Path folder, Optional<PbxConfig> pbx)
      throws IOException {
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
        timing: # the volunteers are machines
          red-rest: 0s
          shift-contacts: 0
          night-contacts: 0
          missed-offers: 0
        """
            .formatted(
                ground.redis().endpoints().getFirst(),
                redisPassword,
                ground.postgres().host(),
                ground.postgres().port(),
                postgresPassword,
                ground.masterKey());
    String all = pbx.isEmpty() ? text : text + hotline(pbx.get(), folder);
    return Files.writeString(folder.resolve("nuanxian.yaml"), all);
  }

  private static String hotline(PbxConfig pbx, Path folder) throws IOException {
    Path password = folder.resolve("pbx-password");
    Files.writeString(password, pbx.password().map(Secret::value).orElse(""));
    return """
    hotline:
      pbx:
        - id: %s
          ari-url: %s
          user: %s
          password-file: %s
          trunk: %s
          socket-url: %s
          numbers: ["%s"]
    """
        .formatted(
            pbx.id(),
            pbx.ariUrl(),
            pbx.user(),
            password,
            pbx.trunk(),
            pbx.socketUrl(),
            String.join("\", \"", pbx.numbers()));
  }

  private void awaitReady(URI readyz, Path folder) throws IOException {
    HttpRequest request = HttpRequest.newBuilder(readyz).timeout(Duration.ofSeconds(2)).build();
    Instant end = Instant.now().plus(READY_MAX);
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (child.process().isAlive() && Instant.now().isBefore(end)) {
        if (answers(client, request)) {
          return;
        }
        Thread.sleep(LOOK_EVERY);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    child.close();
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
    return child.tree();
  }

  @Override
  public void close() {
    child.close();
  }
}
