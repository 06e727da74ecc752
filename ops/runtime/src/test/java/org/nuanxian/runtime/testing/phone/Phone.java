package org.nuanxian.runtime.testing.phone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A telephone of the network outside, in this process: it calls, is called, speaks tones, presses
 * keys, hears, hangs up or vanishes, each at the moment the test says so.
 *
 * <pre>{@code
 * try (Phone phone = Phone.anywhere()) {
 *   Call call = phone.call(pbx.sip(), "13800000001", "360802").awaitAnswer();
 *   call.sound().say(440).press('1');
 *   Await.until("the volunteer's tone", () -> call.sound().hears(700));
 *   call.hangUp();
 * }
 * try (Phone outside = pbx.outside()) {           // every number that the PBX dials rings here
 *   Call rung = outside.awaitCall();              // rung.header("To") says which
 *   rung.answer().sound().press('1');
 * }
 * }</pre>
 */
public final class Phone implements AutoCloseable {
  private static final long RING_SECONDS_MAX = 30; // a slow, shared machine

  private static final long AGAIN_MILLIS = 500; // T1 of RFC 3261

  private final DatagramSocket socket;
  private final Map<String, Call> calls = new ConcurrentHashMap<>();
  private final Timer timer = new Timer("phone", true);
  private final BlockingQueue<Call> rung = new LinkedBlockingQueue<>();

  private Phone(int port) {
    try {
      socket = new DatagramSocket(port, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofPlatform().daemon().start(this::listen);
  }

  /** A telephone that calls. */
  public static Phone anywhere() {
    return new Phone(0);
  }

  /** A telephone that is called at this port. */
  public static Phone at(int port) {
    return new Phone(port);
  }

  /**
   * Calls somebody.
   *
   * @param sip where, host and port
   * @param from the own number
   * @param called the number that is called
   * @param headers more headers, like {@code P-Asserted-Identity: <sip:1@a>}
   */
  public Call call(String sip, String from, String called, String... headers) {
    String[] place = sip.split(":", -1);
    InetSocketAddress peer = new InetSocketAddress(place[0], Integer.parseInt(place[1]));
    Call call = Call.to(this, peer, from, called, List.of(headers));
    calls.put(call.id(), call);
    timer.schedule(
        new TimerTask() {
          @Override
          public void run() {
            if (call.status() > 0 || call.ended()) {
              cancel();
            } else {
              call.invite();
            }
          }
        },
        0,
        AGAIN_MILLIS);
    return call;
  }

  /** The next call that rings here; it rings until it is answered or refused. */
  public Call awaitCall() {
    try {
      Call call = rung.poll(RING_SECONDS_MAX, TimeUnit.SECONDS);
      if (call == null) {
        throw new AssertionError("nobody called within " + RING_SECONDS_MAX + " s");
      }
      return call;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Whether a call rings here that nobody took by {@link #awaitCall}. */
  public boolean rings() {
    return !rung.isEmpty();
  }

  /** Where it is called, host and port. */
  public String place() {
    return text();
  }

  InetAddress address() {
    return socket.getLocalAddress();
  }

  String text() {
    return text((InetSocketAddress) socket.getLocalSocketAddress());
  }

  static String text(InetSocketAddress address) {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  void forget(Call call) {
    calls.remove(call.id());
  }

  void send(SipMessage message, InetSocketAddress to) {
    byte[] bytes = message.bytes();
    try {
      socket.send(new DatagramPacket(bytes, bytes.length, to));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void listen() {
    byte[] bytes = new byte[65_535];
    DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
    try {
      while (true) {
        socket.receive(packet);
        SipMessage message = SipMessage.parse(bytes, packet.getLength());
        take(message, (InetSocketAddress) packet.getSocketAddress());
      }
    } catch (IOException e) {
      calls.values().forEach(call -> call.sound().close()); // the socket was closed
    }
  }

  private void take(SipMessage message, InetSocketAddress from) {
    String id = message.header("Call-ID").orElse("");
    Call call = calls.get(id);
    if (call != null) {
      call.take(message);
    } else if (message.start().startsWith("INVITE ")) {
      Call fresh = Call.from(this, from, message);
      calls.put(id, fresh);
      fresh.ring();
      rung.add(fresh);
    } else if (message.start().startsWith("OPTIONS ")) {
      send(message.answer("200 OK", "phone", List.of(), ""), from);
    }
  }

  /** Hangs up whatever is going on. */
  @Override
  public void close() {
    calls.values().forEach(Call::hangUp);
    timer.cancel();
    socket.close();
  }
}
