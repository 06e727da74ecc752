package org.nuanxian.runtime.testing;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A way to a server on loopback that can lose answers and break, as networks do. */
public final class Proxy implements AutoCloseable {

  private static final String LOOPBACK = "127.0.0.1";

  private final NetServer server;
  private final NetClient client;
  private final Set<NetSocket> sockets = ConcurrentHashMap.newKeySet();

  /** While set, nothing from the server reaches the client. */
  private volatile boolean mute;

  private Proxy(Vertx vertx, int target) {
    this.client = vertx.createNetClient();
    this.server = vertx.createNetServer();
    server.connectHandler(inside -> join(inside, target));
  }

  /** A proxy on a free port before {@code target} on loopback. */
  public static Proxy before(Vertx vertx, int target) {
    Proxy proxy = new Proxy(vertx, target);
    Await.result(proxy.server.listen(0, LOOPBACK));
    return proxy;
  }

  private void join(NetSocket inside, int target) {
    inside.pause();
    sockets.add(inside);
    client
        .connect(target, LOOPBACK)
        .onSuccess(outside -> {
          sockets.add(outside);
          outside.handler(bytes -> {
            if (!mute) {
              inside.write(bytes);
            }
          });
          inside.handler(outside::write);
          outside.closeHandler(v -> end(outside, inside));
          inside.closeHandler(v -> end(inside, outside));
          inside.resume();
        })
        .onFailure(e -> inside.close());
  }

  private void end(NetSocket one, NetSocket other) {
    sockets.remove(one);
    other.close();
  }

  /** Where to connect instead of the server. */
  public int port() {
    return server.actualPort();
  }

  /** From now on answers are lost; requests still arrive. */
  public void loseAnswers() {
    mute = true;
  }

  /** Breaks all connections; new ones work in both directions. */
  public void cut() {
    mute = false;
    sockets.forEach(NetSocket::close);
  }

  @Override
  public void close() {
    Await.result(server.close());
    Await.result(client.close());
  }
}
