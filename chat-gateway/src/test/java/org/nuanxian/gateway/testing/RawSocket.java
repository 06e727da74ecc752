package org.nuanxian.gateway.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A WebSocket client that does what a decent one would not: sends any bytes, never reads. */
public final class RawSocket implements AutoCloseable {
  private static final int TEXT_FRAME = 0x81;
  private static final int CLOSE_FRAME = 0x88;
  private static final int PING = 0x9;
  private static final int MASKED = 0x80;
  private static final int LENGTH_16 = 126;
  private static final int OPCODE = 0x0f;
  private static final int SMALL_BUFFER = 4_096;
  private static final int DEADLINE_MILLIS = 30_000;

  private final Socket socket;

  /** Opens the help seeker's socket of a contact. */
  public RawSocket(int port, Client.Contact contact) {
    this(
        port,
        "/api/v1/contacts/" + contact.id() + "/socket",
        "Sec-WebSocket-Protocol: nuanxian.v1, bearer." + contact.token());
  }

  /** Opens a console for whoever the cookie is. */
  public RawSocket(int port, String cookie) {
    this(port, "/api/v1/console", "Cookie: " + cookie);
  }

  private RawSocket(int port, String path, String header) {
    try {
      socket = new Socket();
      socket.setReceiveBufferSize(SMALL_BUFFER);
      socket.setSoTimeout(DEADLINE_MILLIS);
      socket.connect(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      String request =
          """
          GET %s HTTP/1.1\r
          Host: 127.0.0.1:%d\r
          Origin: http://127.0.0.1:%d\r
          Upgrade: websocket\r
          Connection: Upgrade\r
          Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
          Sec-WebSocket-Version: 13\r
          %s\r
          \r
          """
              .formatted(path, port, port, header);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String head = head(socket.getInputStream());
      if (!head.startsWith("HTTP/1.1 101")) {
        throw new AssertionError("the upgrade answered " + head);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
      head.write(in.read());
    }
    return head.toString(StandardCharsets.US_ASCII);
  }

  /** Sends bytes as a text message, whatever they are. */
  public void send(byte[] bytes) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(TEXT_FRAME);
    if (bytes.length < LENGTH_16) {
      frame.write(MASKED | bytes.length);
    } else {
      frame.write(MASKED | LENGTH_16);
      frame.write(bytes.length >> Byte.SIZE);
      frame.write(bytes.length);
    }
    frame.writeBytes(new byte[4]); // a mask of zeros leaves the bytes as they are
    frame.writeBytes(bytes);
    try {
      socket.getOutputStream().write(frame.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads one frame and answers nothing; true if it asks whether anybody is here. */
  public boolean readPing() {
    try {
      int first = socket.getInputStream().read();
      payload(socket.getInputStream());
      return (first & OPCODE) == PING;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads on until the house closes; answers the code, or -1 when it just cut the line. */
  public int readToClose() {
    try {
      InputStream in = socket.getInputStream();
      while (true) {
        int first = in.read();
        if (first < 0) {
          return -1;
        }
        byte[] payload = payload(in);
        if ((first & OPCODE) == (CLOSE_FRAME & OPCODE)) {
          byte[] code = Arrays.copyOf(payload, 2);
          return (code[0] & 0xff) << Byte.SIZE | (code[1] & 0xff);
        }
      }
    } catch (IOException e) {
      return -1;
    }
  }

  private static byte[] payload(InputStream in) throws IOException {
    int length = in.read() & 0x7f;
    if (length == LENGTH_16) {
      length = in.read() << Byte.SIZE | in.read();
    } else if (length > LENGTH_16) {
      throw new AssertionError("a frame of more than 64 KiB");
    }
    return in.readNBytes(length);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
