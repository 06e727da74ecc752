package org.nuanxian.runtime.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nuanxian.runtime.config.HttpConfig;
import org.nuanxian.runtime.config.TlsConfig;
import org.nuanxian.runtime.metrics.Names;
import org.nuanxian.runtime.testing.Await;

/** TLS of the public port, with certificates made by the JDK's own tool. */
class CertificateTest {
  private static final String PASSWORD = "changeit";

  @TempDir Path folder;

  private final Vertx vertx = Vertx.vertx();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private TlsConfig config;

  /** A client nobody holds may be closed in the middle of a test. */
  private final WebSocketClient sockets =
      vertx.createWebSocketClient(
          new WebSocketClientOptions().setSsl(true).setTrustAll(true).setVerifyHost(false));

  @BeforeEach
  void make() throws Exception {
    config =
        new TlsConfig(
            Optional.of(folder.resolve("chain.pem")), Optional.of(folder.resolve("key.pem")));
    issue(90);
  }

  @AfterEach
  void close() {
    Await.result(vertx.close());
  }

  /** Writes a fresh key and certificate over those of before. */
  private void issue(int days) throws Exception {
    Path store = Files.createTempDirectory(folder, "made").resolve("store.p12");
    String tool = Path.of(System.getProperty("java.home"), "bin/keytool").toString();
    Process made =
        new ProcessBuilder(
                tool,
                "-genkeypair",
                "-alias",
                "a",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost,ip:127.0.0.1",
                "-validity",
                String.valueOf(days),
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertEquals(0, made.waitFor());
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    write("CERTIFICATE", keys.getCertificate("a").getEncoded(), config.certificate().orElseThrow());
    byte[] key = keys.getKey("a", PASSWORD.toCharArray()).getEncoded();
    write("PRIVATE KEY", key, config.key().orElseThrow());
  }

  private static void write(String kind, byte[] der, Path file) throws Exception {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    Files.writeString(
        file, "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n");
  }

  private Edge edge() {
    HttpConfig http =
        new HttpConfig(
            "127.0.0.1", 0, "127.0.0.1", 0, List.of(), List.of(), List.of(), "", Optional.empty());
    return new Edge(vertx, http, metrics, InstantSource.system())
        .with(new Certificate(config, InstantSource.system(), metrics));
  }

  /** What a fresh connection is shown. */
  private X509Certificate shown(int port) {
    HttpClient client =
        vertx.createHttpClient(
            new HttpClientOptions().setSsl(true).setTrustAll(true).setVerifyHost(false));
    return Await.result(
        client
            .request(HttpMethod.GET, port, "127.0.0.1", "/nothing")
            .compose(request ->
                request
                    .send()
                    .map(answer -> {
                      try {
                        return (X509Certificate) request.connection().peerCertificates().getFirst();
                      } catch (javax.net.ssl.SSLPeerUnverifiedException e) {
                        throw new IllegalStateException(e);
                      }
                    }))
            .eventually(client::close));
  }

  @Test
  void aRenewedCertificateServesAndOpenSocketsStay() throws Exception {
    Edge edge = edge();
    edge.add(
        new SocketEndpoint(
            "/socket",
            exchange ->
                io.vertx.core.Future.succeededFuture(
                    socket -> socket.textMessageHandler(socket::writeTextMessage))));
    int port = Await.result(edge.listen("127.0.0.1", 0));
    X509Certificate before = shown(port);
    WebSocket socket = Await.result(sockets.connect(port, "127.0.0.1", "/socket"));
    issue(200);
    Await.result(edge.renewCertificate());
    X509Certificate after = shown(port);
    assertNotEquals(before.getSerialNumber(), after.getSerialNumber());
    Promise<String> echoed = Promise.promise();
    socket.textMessageHandler(echoed::complete);
    Await.result(socket.writeTextMessage("still here"));
    assertEquals("still here", Await.result(echoed.future()));
    Await.result(edge.close());
  }

  @Test
  void filesThatDoNotFitLeaveTheOldCertificateServed() throws Exception {
    Edge edge = edge();
    int port = Await.result(edge.listen("127.0.0.1", 0));
    X509Certificate before = shown(port);
    Files.writeString(config.certificate().orElseThrow(), "no certificate");
    assertThrows(Throwable.class, () -> Await.result(edge.renewCertificate()));
    assertEquals(before.getSerialNumber(), shown(port).getSerialNumber());
    Await.result(edge.close());
  }

  @Test
  void theEndIsKnownAndMeasured() {
    Certificate certificate = new Certificate(config, InstantSource.system(), metrics);
    Duration left = Duration.between(Instant.now(), certificate.end());
    assertTrue(left.toDays() >= 88 && left.toDays() <= 90);
    double measured = metrics.get(Names.CERTIFICATE_SECONDS_LEFT).gauge().value();
    assertTrue(measured > Duration.ofDays(88).toSeconds());
  }
}
