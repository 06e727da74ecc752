package org.nuanxian.runtime.testing.phone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Timer;
import java.util.TimerTask;

/**
 * What goes through one call: a tone into it, keys, and the last half second that came out of it.
 * G.711 µ-law by RTP, keys by RFC 4733.
 */
public final class Sound implements AutoCloseable {
  static final int KEYS = 101; // the payload type that stands in our SDP

  private static final int RATE = 8000;
  private static final int PACKET_MILLIS = 20;
  private static final int PACKET = RATE * PACKET_MILLIS / 1000;
  private static final int KEPT = RATE / 2;
  private static final int LOUDNESS = 8000; // of 32767
  private static final double QUIET = 100; // of the same; below it is noise of the coding
  private static final double PURE = 0.4; // of all power, so that music does not count as a tone

  private final DatagramSocket socket;
  private final Timer clock = new Timer("sound", true);

  /** Events of a key that is pressed, one each 20 ms; written and read under this. */
  private final Deque<byte[]> events = new ArrayDeque<>();

  /** The last samples that came, newest at {@link #received} - 1 round about; under this. */
  private final short[] heard = new short[KEPT];

  private long received;

  /** Where sound goes; empty before the other side said so. */
  private volatile Optional<InetSocketAddress> to = Optional.empty();

  /** The tone that is sent, in Hz; 0 for silence, below 0 for no packets at all. */
  private volatile int tone;

  private int sequence;
  private int timestamp;
  private int mark; // the time at which the key was pressed that is being sent

  Sound(InetAddress own) {
    try {
      socket = new DatagramSocket(0, own);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofPlatform().daemon().start(this::listen);
    clock.scheduleAtFixedRate(
        new TimerTask() {
          @Override
          public void run() {
            send();
          }
        },
        0,
        PACKET_MILLIS);
  }

  int port() {
    return socket.getLocalPort();
  }

  void to(InetSocketAddress address) {
    to = Optional.of(address);
  }

  /** Speaks a tone from now on, in Hz; 0 is silence. */
  public Sound say(int hertz) {
    tone = hertz;
    return this;
  }

  /** Sends nothing at all any more, like a telephone whose network is gone. */
  public Sound mute() {
    tone = -1;
    return this;
  }

  /** Presses a key for 100 ms. */
  public synchronized Sound press(char key) {
    int code = "0123456789*#".indexOf(key);
    for (int i = 1; i <= 8; i++) {
      boolean end = i > 5;
      ByteBuffer event = ByteBuffer.allocate(4);
      event
          .put((byte) code)
          .put((byte) (end ? 0x8a : 0x0a))
          .putShort((short) (Math.min(i, 5) * PACKET));
      events.add(event.array());
    }
    return this;
  }

  /** Whether the last half second was mostly this tone. */
  public synchronized boolean hears(int hertz) {
    double all = power();
    if (received < KEPT || Math.sqrt(all) < QUIET) {
      return false;
    }
    double real = 0;
    double imaginary = 0;
    for (int i = 0; i < KEPT; i++) {
      double sample = heard[(int) ((received + i) % KEPT)];
      real += sample * Math.cos(2 * Math.PI * hertz * i / RATE);
      imaginary += sample * Math.sin(2 * Math.PI * hertz * i / RATE);
    }
    double tonePower = 2 * (real * real + imaginary * imaginary) / ((double) KEPT * KEPT);
    return tonePower / all > PURE;
  }

  /** Whether the last half second was anything but silence: a tone, words, music. */
  public synchronized boolean hearsAnything() {
    return received >= KEPT && Math.sqrt(power()) >= QUIET;
  }

  /** How many samples came so far, 8000 a second. */
  public synchronized long received() {
    return received;
  }

  private double power() {
    double sum = 0;
    for (short sample : heard) {
      sum += (double) sample * sample;
    }
    return sum / KEPT;
  }

  private void listen() {
    byte[] bytes = new byte[2048];
    DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
    try {
      while (true) {
        socket.receive(packet);
        if (packet.getLength() > 12 && (bytes[1] & 0x7f) == 0) {
          take(bytes, packet.getLength());
        }
      }
    } catch (IOException e) {
      clock.cancel(); // the socket was closed
    }
  }

  private synchronized void take(byte[] bytes, int length) {
    for (int i = 12; i < length; i++) {
      heard[(int) (received++ % KEPT)] = linear(bytes[i]);
    }
  }

  private synchronized void send() {
    int hertz = tone;
    timestamp += PACKET;
    if (to.isEmpty() || (hertz < 0 && events.isEmpty())) {
      return;
    }
    byte[] event = events.poll();
    ByteBuffer packet = ByteBuffer.allocate(12 + PACKET);
    if (event == null) {
      mark = timestamp + PACKET;
      header(packet, 0, timestamp);
      for (int i = 0; i < PACKET; i++) {
        double phase = 2 * Math.PI * hertz * Integer.toUnsignedLong(timestamp + i) / RATE;
        packet.put(coded(hertz == 0 ? 0 : (int) (LOUDNESS * Math.sin(phase))));
      }
    } else {
      header(packet, KEYS, mark);
      packet.put(event);
    }
    try {
      socket.send(new DatagramPacket(packet.array(), packet.position(), to.orElseThrow()));
    } catch (IOException e) {
      clock.cancel(); // the socket was closed
    }
  }

  private void header(ByteBuffer packet, int type, int time) {
    packet.put((byte) 0x80).put((byte) type).putShort((short) sequence++).putInt(time);
    packet.putInt(port());
  }

  private static byte coded(int sample) {
    int sign = sample < 0 ? 0x80 : 0;
    int magnitude = Math.min(Math.abs(sample), 32635) + 132;
    int exponent = 31 - Integer.numberOfLeadingZeros(magnitude) - 7;
    return (byte) ~(sign | (exponent << 4) | ((magnitude >> (exponent + 3)) & 15));
  }

  private static short linear(byte code) {
    int value = ~code & 0xff;
    int magnitude = (((value & 15) << 3) + 132) << ((value >> 4) & 7);
    return (short) ((value & 0x80) != 0 ? 132 - magnitude : magnitude - 132);
  }

  @Override
  public void close() {
    clock.cancel();
    socket.close();
  }
}
