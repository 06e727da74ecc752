package org.nuanxian.runtime.testing;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The machine at the other end of an alert: a robot's platform, a webhook, a gateway for SMS. It
 * takes HTTP byte by byte, so that it may also behave as no honest server does.
 */
public final class FakePlatform implements AutoCloseable {
  /** How it behaves. */
  public enum Manner {
    /** Takes everything. */
    ACCEPT,
    /** Answers 500. */
    FAIL,
    /** Answers 200, and says in its own words that it did not take it. */
    REFUSE,
    /** Takes the request and never answers. */
    HANG,
    /** Answers 200 with what means nothing. */
    GARBAGE,
    /** Answers 200 and never ends. */
    FLOOD,
    /** Answers every request twice. */
    TWICE,
    /** Breaks the connection off instead of answering. */
    BREAK
  }

  private static final String TAKEN = "{\"errcode\":0,\"errmsg\":\"ok\"}";
  private static final String REFUSED = "{\"errcode\":93000,\"errmsg\":\"invalid webhook\"}";
  private static final int HEAD_END = 4; // the empty line

  private final NetServer server;
  private final int port;
  private final List<Asked> asked = new CopyOnWriteArrayList<>();

  /** Set by the test, read by the server. */
  private volatile Manner manner = Manner.ACCEPT;

  /**
   * One request as it came.
   *
   * @param headers by name in any case
   */
  public record Asked(String method, String path, Map<String, String> headers, String body) {}

  /** A server on a free port of loopback. */
  public FakePlatform(Vertx vertx) {
    this.server = vertx.createNetServer().connectHandler(this::serve);
    this.port = Await.result(server.listen(0, "127.0.0.1")).actualPort();
  }

  /** Behaves so from now on. */
  public FakePlatform manner(Manner now) {
    manner = now;
    return this;
  }

  /** Where it is, without a path. */
  public String url() {
    return "http://127.0.0.1:" + port;
  }

  /** Everything it was asked so far. */
  public List<Asked> asked() {
    return List.copyOf(asked);
  }

  private void serve(NetSocket socket) {
    Buffer read = Buffer.buffer();
    boolean[] answered = new boolean[1];
    socket.exceptionHandler(broken -> {});
    socket.handler(part -> {
      read.appendBuffer(part);
      String text = read.toString();
      int end = text.indexOf("\r\n\r\n");
      if (!answered[0] && end >= 0) {
        Asked request = parse(text, end);
        int length = Integer.parseInt(request.headers().getOrDefault("content-length", "0"));
        if (Buffer.buffer(request.body()).length() >= length) {
          answered[0] = true;
          asked.add(request);
          answer(socket);
        }
      }
    });
  }

  private static Asked parse(String text, int end) {
    String[] lines = text.substring(0, end).split("\r\n", -1);
    String[] first = lines[0].split(" ", -1);
    Map<String, String> headers = new TreeMap<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      headers.put(
          lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
          lines[i].substring(colon + 1).strip());
    }
    return new Asked(first[0], first[1], headers, text.substring(end + HEAD_END));
  }

  private void answer(NetSocket socket) {
    switch (manner) {
      case ACCEPT -> socket.write(answer(200, TAKEN));
      case FAIL -> socket.write(answer(500, "no"));
      case REFUSE -> socket.write(answer(200, REFUSED));
      case GARBAGE -> socket.write(answer(200, "<html>welcome</html>"));
      case TWICE -> socket.write(answer(200, TAKEN) + answer(200, TAKEN));
      case FLOOD ->
          socket.write(
              "HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n" + "x".repeat(200_000));
      case BREAK -> socket.close();
      case HANG -> socket.resume(); // never a word
    }
  }

  private static String answer(int status, String body) {
    return "HTTP/1.1 "
        + status
        + " Told\r\nContent-Length: "
        + Buffer.buffer(body).length()
        + "\r\n\r\n"
        + body;
  }

  @Override
  public void close() {
    Await.result(server.close());
  }
}
