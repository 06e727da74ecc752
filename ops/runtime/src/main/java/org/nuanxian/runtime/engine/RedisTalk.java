package org.nuanxian.runtime.engine;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A few plain words with a Redis server, before any client library is there. */
final class RedisTalk implements AutoCloseable {
  private static final Duration DEADLINE = Duration.ofSeconds(2); // a living server answers in ms

  private final Socket socket;
  private final InputStream in;

  RedisTalk(int port) throws IOException {
    socket = new Socket();
    socket.setSoTimeout((int) DEADLINE.toMillis());
    socket.connect(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) DEADLINE.toMillis());
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** Sends one command; the first line of the answer, with its type sign. */
  String say(String... words) throws IOException {
    StringBuilder request = new StringBuilder("*" + words.length + "\r\n");
    for (String word : words) {
      int bytes = word.getBytes(StandardCharsets.UTF_8).length;
      request.append('$').append(bytes).append("\r\n").append(word).append("\r\n");
    }
    socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.UTF_8));
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("the server closed the connection");
      }
      line.append((char) next);
    }
    return line.toString().strip();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
