package org.nuanxian.bench.relay;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;

/** Socket.io, spoken by hand over one WebSocket: Engine.IO 4 with packets of Socket.IO 5. */
final class SocketIoWire implements Wire {
  private static final String OPEN = "0";
  private static final String PING = "2";
  private static final String PONG = "3";
  private static final String CONNECT = "40";
  private static final String EVENT = "42";
  private static final String ACKNOWLEDGEMENT = "43";

  private final WebSocketClient client;
  private final int port;

  SocketIoWire(WebSocketClient client, int port) {
    this.client = client;
    this.port = port;
  }

  @Override
  public Future<WebSocket> open(int pair, Side side) {
    return client
        .connect(port, "127.0.0.1", "/socket.io/?EIO=4&transport=websocket&pair=" + pair)
        .compose(SocketIoWire::greet);
  }

  private static Future<WebSocket> greet(WebSocket socket) {
    Promise<WebSocket> connected = Promise.promise();
    socket.textMessageHandler(frame -> {
      if (frame.startsWith(OPEN)) {
        socket.writeTextMessage(CONNECT);
      } else if (frame.startsWith(CONNECT)) {
        connected.tryComplete(socket);
      }
    });
    return connected.future();
  }

  @Override
  public String message(int pair, Side side, long number) {
    return EVENT + number + "[\"m\"," + number + ",\"" + BareWire.TEXT + "\"]";
  }

  @Override
  public Heard hear(WebSocket socket, String frame) {
    if (frame.startsWith(ACKNOWLEDGEMENT)) {
      int end = frame.indexOf('[');
      return new Heard(Heard.Kind.ACKNOWLEDGED, Long.parseLong(frame.substring(2, end)));
    }
    if (frame.startsWith(EVENT)) {
      int start = frame.indexOf(',') + 1;
      int end = frame.indexOf(',', start);
      return new Heard(Heard.Kind.DELIVERED, Long.parseLong(frame.substring(start, end)));
    }
    if (frame.equals(PING)) {
      socket.writeTextMessage(PONG);
    }
    return Heard.NOTHING;
  }
}
