package org.nuanxian.server.input;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.nuanxian.server.testing.Node;
import org.nuanxian.server.testing.Seeker;

/** A WebSocket made by hand, that can send what no browser would and read nothing at all. */
final class RawSocket implements AutoCloseable {
  static final int TEXT = 1;
  static final int BINARY = 2;
  private static final int CLOSE = 8;
  private static final int PATIENCE_MILLIS = 30_000;
  private static final int NARROW_BYTES = 4096; // so that what is not read soon blocks the sender

  private final Socket socket = new Socket();

  private RawSocket() {}

  /** The socket of a help seeker, upgraded; everything that follows is left unread. */
  static RawSocket of(Node node, Seeker seeker) {
    RawSocket raw = new RawSocket();
    try {
      raw.upgrade(node.base(), "/api/v1/contacts/" + seeker.contactId() + "/socket", seeker);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return raw;
  }

  private void upgrade(URI base, String path, Seeker seeker) throws IOException {
    socket.setReceiveBufferSize(NARROW_BYTES);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.connect(new InetSocketAddress(base.getHost(), base.getPort()));
    String request =
        "GET "
            + path
            + " HTTP/1.1\r\nHost: "
            + base.getAuthority()
            + "\r\nOrigin: "
            + base
            + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13"
            + "\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: "
            + "nuanxian.v1, bearer."
            + seeker.token()
            + "\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    DataInputStream in = new DataInputStream(socket.getInputStream());
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.readUnsignedByte());
    }
    if (!head.toString().startsWith("HTTP/1.1 101")) {
      throw new AssertionError(head.toString());
    }
  }

  /** Sends one whole frame; false when the other end has gone. */
  boolean send(int opcode, byte[] payload) {
    try {
      OutputStream out = socket.getOutputStream();
      out.write(header(opcode, payload.length));
      out.write(payload); // the mask is zero, so the bytes stay as they are
      return true;
    } catch (SocketException gone) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] header(int opcode, int length) {
    byte first = (byte) (0x80 | opcode);
    if (length < 126) {
      return new byte[] {first, (byte) (0x80 | length), 0, 0, 0, 0};
    }
    if (length < 65_536) {
      byte[] two = {first, (byte) (0x80 | 126), (byte) (length >> 8), (byte) length, 0, 0, 0, 0};
      return two;
    }
    byte[] eight = new byte[14];
    eight[0] = first;
    eight[1] = (byte) (0x80 | 127);
    for (int i = 0; i < 4; i++) {
      eight[9 - i] = (byte) (length >> (8 * i));
    }
    return eight;
  }

  /** Reads until the other end closes; its code, or 1006 when it cut the line. */
  int closeCode() {
    try {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      while (true) {
        int opcode = in.readUnsignedByte() & 0x0f;
        byte[] payload = new byte[length(in)];
        in.readFully(payload);
        if (opcode == CLOSE) {
          return ((payload[0] & 0xff) << 8) | (payload[1] & 0xff);
        }
      }
    } catch (EOFException | SocketException cut) {
      return 1006;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int length(DataInputStream in) throws IOException {
    int length = in.readUnsignedByte() & 0x7f;
    if (length == 126) {
      return in.readUnsignedShort();
    }
    return length == 127 ? Math.toIntExact(in.readLong()) : length;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
