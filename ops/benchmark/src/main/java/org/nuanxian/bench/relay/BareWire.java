package org.nuanxian.bench.relay;

import io.vertx.core.Future;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;

/** The bare program {@link BareRelay}: a letter, a number, a text. */
final class BareWire implements Wire {
  /** As long as what people write on average. */
  static final String TEXT = "我今天有点难过,睡不着,想找个人说说话。";

  private final WebSocketClient client;
  private final int port;

  BareWire(WebSocketClient client, int port) {
    this.client = client;
    this.port = port;
  }

  @Override
  public Future<WebSocket> open(int pair, Side side) {
    return client.connect(port, "127.0.0.1", "/" + pair + "/" + side);
  }

  @Override
  public String message(int pair, Side side, long number) {
    return "m" + number + " " + TEXT;
  }

  @Override
  public Heard hear(WebSocket socket, String frame) {
    return switch (frame.charAt(0)) {
      case 'a' -> new Heard(Heard.Kind.ACKNOWLEDGED, Long.parseLong(frame.substring(1)));
      case 'm' ->
          new Heard(Heard.Kind.DELIVERED, Long.parseLong(frame.substring(1, frame.indexOf(' '))));
      default -> Heard.NOTHING;
    };
  }
}
