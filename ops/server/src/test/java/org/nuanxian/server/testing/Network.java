package org.nuanxian.server.testing;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A network between pages and a node, or a node and its stores, that can break, or lose everything
 * without a word.
 */
public final class Network implements AutoCloseable {
  private static final int BLOCK = 16 * 1024;

  /** How the network is at the moment. */
  private enum Weather {
    FINE,
    SILENT,
    CUT
  }

  private final ServerSocket server;
  private final int target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

  /** Connections that could not be taken. */
  private final AtomicInteger refused = new AtomicInteger();

  /** Written by the test, read by the threads that carry bytes. */
  private volatile Weather weather = Weather.FINE;

  private Network(int target) throws IOException {
    this.target = target;
    this.server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  /** A network before a node; it is fine at first. */
  public static Network before(Node node) {
    return before(node.base().getPort());
  }

  /** A network before whatever listens on that port of this machine; it is fine at first. */
  public static Network before(int port) {
    try {
      return new Network(port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the node is seen through this network. */
  public URI base() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /** Breaks every connection, both ends notice, and refuses new ones until {@link #mend()}. */
  public void cut() {
    weather = Weather.CUT;
    sockets.forEach(Network::end);
  }

  /** Loses everything in both directions; neither end is told, until {@link #mend()}. */
  public void silence() {
    weather = Weather.SILENT;
  }

  /** New connections work; those that lost something break. */
  public void mend() {
    weather = Weather.FINE;
    sockets.forEach(Network::end);
  }

  /** Breaks every connection; new ones work at once. */
  public void breakOnce() {
    sockets.forEach(Network::end);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket inside = server.accept();
        if (weather == Weather.CUT) {
          end(inside);
        } else {
          Thread.ofVirtual().start(() -> join(inside));
        }
      } catch (IOException e) {
        refused.incrementAndGet(); // closed, or a page that hung up before it was accepted
      }
    }
  }

  private void join(Socket inside) {
    sockets.add(inside);
    try {
      Socket outside = new Socket(InetAddress.getLoopbackAddress(), target);
      sockets.add(outside);
      Thread.ofVirtual().start(() -> carry(outside, inside));
      carry(inside, outside);
    } catch (IOException e) {
      end(inside); // nobody listens behind
    }
  }

  private void carry(Socket from, Socket to) {
    byte[] block = new byte[BLOCK];
    try {
      for (int n = from.getInputStream().read(block);
          n >= 0;
          n = from.getInputStream().read(block)) {
        if (weather != Weather.SILENT) {
          to.getOutputStream().write(block, 0, n);
        }
      }
    } catch (IOException e) {
      end(from); // the other direction ended it, or it was cut
    }
    sockets.remove(from);
    if (weather != Weather.SILENT) {
      end(from);
      end(to);
    }
  }

  private static void end(Closeable socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    end(server);
    cut();
  }
}
