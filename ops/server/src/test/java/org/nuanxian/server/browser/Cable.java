package org.nuanxian.server.browser;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A line between a browser and a node that can be cut in the middle of anything, and mended. */
final class Cable implements AutoCloseable {
  private static final int BLOCK_BYTES = 8192;

  private final ServerSocket entry;
  private final int target;
  private final Set<Socket> ends = ConcurrentHashMap.newKeySet();

  /** Connections whose ends hear nothing more. */
  private final Set<Socket> stranded = ConcurrentHashMap.newKeySet();

  /** Connections that came to nothing, for whoever looks for a mistake. */
  private final AtomicInteger refused = new AtomicInteger();

  /** Written by the test, read by the threads of the line. */
  private volatile boolean cut;

  Cable(URI node) throws IOException {
    this.entry = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.target = node.getPort();
    Thread.ofVirtual().start(this::accept);
  }

  /** Where the browser reaches the node by this line. */
  URI base() {
    return URI.create("http://127.0.0.1:" + entry.getLocalPort());
  }

  /** Everything under way is gone, and nothing new gets through. */
  void cut() {
    cut = true;
    ends.forEach(this::drop);
    ends.clear();
  }

  /**
   * Both ends stay open and hear nothing more, as when a phone loses its network: what is under way
   * now is gone for good, new connections are fine.
   */
  void strand() {
    stranded.addAll(ends);
  }

  void mend() {
    cut = false;
  }

  private void accept() {
    while (!entry.isClosed()) {
      try {
        connect(entry.accept());
      } catch (IOException e) {
        refused.incrementAndGet(); // closed: the loop's condition tells
      }
    }
  }

  private void connect(Socket browser) throws IOException {
    if (cut) {
      drop(browser);
      return;
    }
    try {
      Socket node = new Socket(InetAddress.getLoopbackAddress(), target);
      pump(browser, node);
      pump(node, browser);
    } catch (IOException e) {
      drop(browser); // the node is down
    }
  }

  private void pump(Socket from, Socket to) {
    ends.add(from);
    Thread.ofVirtual()
        .start(() -> {
          try (InputStream in = from.getInputStream();
              OutputStream out = to.getOutputStream()) {
            byte[] block = new byte[BLOCK_BYTES];
            for (int n = in.read(block); n >= 0 && !cut; n = in.read(block)) {
              if (!stranded.contains(from)) {
                out.write(block, 0, n);
                out.flush();
              }
            }
          } catch (IOException e) {
            drop(to); // the other end sees the line die as well
          } finally {
            ends.remove(from);
          }
        });
  }

  private void drop(Socket end) {
    try {
      end.setSoLinger(true, 0);
      end.close();
    } catch (IOException e) {
      refused.incrementAndGet(); // closed by the other side already
    }
  }

  @Override
  public void close() throws IOException {
    entry.close();
    cut();
  }
}
