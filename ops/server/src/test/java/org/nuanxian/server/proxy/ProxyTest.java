package org.nuanxian.server.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nuanxian.runtime.engine.Ports;
import org.nuanxian.server.testing.Await;
import org.nuanxian.server.testing.Installation;
import org.nuanxian.server.testing.Node;

/** The examples of {@code ops/deploy} in front of a real node. */
class ProxyTest {
  private static final Path EXAMPLES = Path.of("../deploy");
  private static final Duration ANSWER_MAX = Duration.ofSeconds(20);

  /** More tries at a return code than one address has in a minute. */
  private static final int TRIES = 70;

  @TempDir Path temporary;

  /** A proxy out of a Debian package. */
  enum Proxy {
    CADDY {
      @Override
      Process start(Path folder, int port, Node node) throws IOException {
        Path file = folder.resolve("Caddyfile");
        Files.writeString(
            file, "{\n\tadmin off\n}\n" + Files.readString(EXAMPLES.resolve("Caddyfile")));
        ProcessBuilder caddy =
            new ProcessBuilder(
                "caddy", "run", "--adapter", "caddyfile", "--config", file.toString());
        caddy.environment().put("NUANXIAN_ADDRESS", "http://127.0.0.1:" + port);
        caddy.environment().put("NUANXIAN_NODES", node.base().getAuthority());
        caddy.environment().put("NUANXIAN_OUTAGE", node.data().toString());
        caddy.environment().put("XDG_DATA_HOME", folder.toString());
        caddy.environment().put("XDG_CONFIG_HOME", folder.toString());
        return run(caddy, folder);
      }
    },
    NGINX {
      @Override
      Process start(Path folder, int port, Node node) throws IOException {
        String example =
            Files.readString(EXAMPLES.resolve("nginx.conf"))
                .replace("listen 443 ssl;", "listen 127.0.0.1:" + port + ";")
                .replaceAll("(?m)^ *ssl_certificate.*$", "")
                .replace("127.0.0.1:8080", node.base().getAuthority())
                .replace("/var/lib/nuanxian", node.data().toString());
        String around =
            """
            daemon off;
            user root;
            pid %1$s/nginx.pid;
            error_log %1$s/error.log;
            events {}
            http {
              access_log off;
              client_body_temp_path %1$s/body;
              proxy_temp_path %1$s/proxy;
              fastcgi_temp_path %1$s/fastcgi;
              uwsgi_temp_path %1$s/uwsgi;
              scgi_temp_path %1$s/scgi;
            %2$s
            }
            """
                .formatted(folder, example);
        Path file = Files.writeString(folder.resolve("nginx.conf"), around);
        return run(new ProcessBuilder("/usr/sbin/nginx", "-c", file.toString()), folder);
      }
    };

    abstract Process start(Path folder, int port, Node node) throws IOException;

    private static Process run(ProcessBuilder proxy, Path folder) throws IOException {
      return proxy.redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();
    }
  }

  @ParameterizedTest
  @EnumSource(Proxy.class)
  void peopleReachTheLineThroughTheProxyAndSeeTheOutagePageWithoutIt(Proxy kind) throws Exception {
    int port = Ports.free();
    String origin = "http://127.0.0.1:" + port;
    try (Installation installation = Installation.open(temporary.resolve("house"))) {
      installation.http("trusted-proxies", "127.0.0.1").http("public-url", origin);
      Node node = installation.node("a");
      Path folder = Files.createDirectories(temporary.resolve("proxy"));
      Process proxy = kind.start(folder, port, node);
      try {
        Await.until("the proxy answers", () -> get(origin + "/").statusCode() == 200);
        assertTrue(get(origin + "/").body().contains("12356"));
        aSocketGoesThrough(origin);
        theServerSeesWhoIsBehindTheProxy(origin);
        node.kill();
        HttpResponse<String> out = get(origin + "/console");
        assertEquals(503, out.statusCode());
        assertTrue(out.body().contains("12356") && out.body().contains("暂停服务"));
      } finally {
        proxy.destroy();
        assertTrue(proxy.waitFor(10, TimeUnit.SECONDS));
      }
    }
  }

  /** Like a browser, which offers no HTTP/2 without TLS. */
  private static HttpClient.Builder client() {
    return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
  }

  private static HttpResponse<String> get(String uri) throws IOException {
    return send(client().build(), HttpRequest.newBuilder(URI.create(uri)).GET());
  }

  private static HttpResponse<String> send(HttpClient client, HttpRequest.Builder request)
      throws IOException {
    try (client) {
      return client.send(request.timeout(ANSWER_MAX).build(), HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static HttpRequest.Builder post(String origin, String path, JsonObject body) {
    return HttpRequest.newBuilder(URI.create(origin + path))
        .header("Content-Type", "application/json")
        .header("Origin", origin)
        .POST(HttpRequest.BodyPublishers.ofString(body.encode()));
  }

  private static void aSocketGoesThrough(String origin) throws Exception {
    JsonObject opening =
        new JsonObject()
            .put("requestId", UUID.randomUUID().toString())
            .put("city", "360800")
            .put("consent", new JsonObject().put("version", "1").put("recording", false));
    HttpResponse<String> opened = send(client().build(), post(origin, "/api/v1/contacts", opening));
    assertEquals(201, opened.statusCode(), opened.body());
    JsonObject contact = new JsonObject(opened.body());
    String path = "/api/v1/contacts/" + contact.getString("contactId") + "/socket";
    CompletableFuture<String> first = new CompletableFuture<>();
    WebSocket socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .header("Origin", origin)
            .subprotocols("nuanxian.v1", "bearer." + contact.getString("token"))
            .buildAsync(
                URI.create(origin.replace("http", "ws") + path),
                new WebSocket.Listener() {
                  @Override
                  public CompletionStage<?> onText(WebSocket on, CharSequence text, boolean last) {
                    first.complete(text.toString());
                    return WebSocket.Listener.super.onText(on, text, last);
                  }
                })
            .get(ANSWER_MAX.toSeconds(), TimeUnit.SECONDS);
    assertTrue(first.get(ANSWER_MAX.toSeconds(), TimeUnit.SECONDS).contains("\"state\""));
    socket.abort();
  }

  /** Limits count per address: one that is used up must not close the door to its neighbour. */
  private static void theServerSeesWhoIsBehindTheProxy(String origin) throws IOException {
    int last = 0;
    for (int i = 0; i < TRIES && last != 429; i++) {
      last = comeBack(origin, "127.0.0.2");
    }
    assertEquals(429, last);
    assertNotEquals(429, comeBack(origin, "127.0.0.3"));
  }

  private static int comeBack(String origin, String from) throws IOException {
    HttpClient client = client().localAddress(InetAddress.getByName(from)).build();
    JsonObject code = new JsonObject().put("code", "1");
    return send(client, post(origin, "/api/v1/returns", code)).statusCode();
  }
}
