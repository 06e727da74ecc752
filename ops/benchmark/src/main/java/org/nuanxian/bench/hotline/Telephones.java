package org.nuanxian.bench.hotline;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * All callers and all agents of the bench, on one loop with four sockets. SIPp knows the time to 4
 * ms and hears nothing; what is measured here is the first sound of an agent at a caller.
 *
 * <p>An agent answers at once and speaks until it was heard: the first {@value Leg#DENSE} packets
 * each {@value #SPEAK_MILLIS} ms, because at the 20 ms of a telephone half of what is measured
 * would be the chance of when a packet leaves; then as a telephone, because a PBX that is behind
 * would only fall further behind.
 */
final class Telephones implements AutoCloseable {
  private static final int SPEAK_MILLIS = 2;

  /** As callers' telephones speak: a queue that answers waits for their first sound. */
  private static final long PACKET_MILLIS = 20;

  /** A PBX ends a call that is silent for long; talks may last. */
  private static final Duration THERE = Duration.ofSeconds(5);

  private static final int BUFFER_BYTES = 4 * 1024 * 1024;
  private static final long LOOK_MILLIS = 5;

  /** The longest run of anything here; what takes longer hangs. */
  private static final long RUN_SECONDS_MAX = 300;

  private static final String HOST = "127.0.0.1";

  private final Vertx vertx =
      Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(1));
  private final Context loop = vertx.getOrCreateContext();
  private final DatagramSocket callers = socket();
  private final DatagramSocket callersSound = socket();
  private final DatagramSocket agents = socket();
  private final DatagramSocket agentsSound = socket();
  private final String pbx;
  private final int pbxPort;

  /** Callers by their call's id, and by the port of the PBX from which they hear. */
  private final Map<String, Line> lines = new HashMap<>();

  private final Map<Integer, Line> hearing = new HashMap<>();

  /** Agents' legs that are not over, by their call's id, and those not heard yet by number. */
  private final Map<String, Leg> legs = new HashMap<>();

  private final Map<Integer, Leg> speaking = new HashMap<>();
  private int called;
  private int rung;

  /** Whether agents speak; one that does not is heard by nobody. */
  private boolean speak = true;

  /** Telephones around a PBX, all on hook. */
  Telephones(String pbx) {
    this.pbx = pbx;
    this.pbxPort = Integer.parseInt(pbx.substring(pbx.indexOf(':') + 1));
    callers.handler(this::toCaller);
    callersSound.handler(this::heard);
    agents.handler(this::toAgent);
    run(() ->
        Future.all(
            callers.listen(0, HOST),
            callersSound.listen(0, HOST),
            agents.listen(0, HOST),
            agentsSound.listen(0, HOST)));
    run(() -> {
      vertx.setPeriodic(SPEAK_MILLIS, tick -> speak());
      vertx.setPeriodic(PACKET_MILLIS, tick -> beThere(false));
      vertx.setPeriodic(THERE.toMillis(), tick -> beThere(true));
      return Future.succeededFuture();
    });
  }

  private DatagramSocket socket() {
    return vertx.createDatagramSocket(
        new DatagramSocketOptions()
            .setReceiveBufferSize(BUFFER_BYTES)
            .setSendBufferSize(BUFFER_BYTES));
  }

  Vertx vertx() {
    return vertx;
  }

  /** Where the PBX rings agents, whatever their name. */
  String desk() {
    return place(agents);
  }

  /** Whether agents speak, or answer and say nothing. */
  void agentsSpeak(boolean now) {
    run(() -> {
      speak = now;
      return Future.succeededFuture();
    });
  }

  /** Runs work on the loop and waits for it. */
  <T> T run(Supplier<Future<T>> work) {
    Promise<T> done = Promise.promise();
    loop.runOnContext(v -> work.get().onComplete(done));
    return done.future().timeout(RUN_SECONDS_MAX, TimeUnit.SECONDS).await();
  }

  /** Completes once something holds, or when the time is over: whether it holds. */
  Future<Boolean> until(Duration most, BooleanSupplier holds) {
    Promise<Boolean> done = Promise.promise();
    long end = System.nanoTime() + most.toNanos();
    vertx.setPeriodic(
        LOOK_MILLIS,
        timer -> {
          boolean now = holds.getAsBoolean();
          if (now || System.nanoTime() - end > 0) {
            vertx.cancelTimer(timer);
            done.complete(now);
          }
        });
    return done.future();
  }

  /** Whether nobody calls and nobody is called. */
  boolean isQuiet() {
    return lines.isEmpty() && legs.isEmpty();
  }

  /** Calls a number. */
  Line call(String number, BiConsumer<Line, Leg> hears) {
    int sound = callersSound.localAddress().port();
    Line line = new Line(place(callers), sound, pbx, number, called++, hears);
    lines.put(line.id(), line);
    send(callers, line.invite(), pbxPort);
    return line;
  }

  /** Hangs up, in whatever state the call is. */
  void hangUp(Line line) {
    if (line.isEnded()) {
      return;
    }
    if (line.media().isEmpty()) {
      line.leave();
      send(callers, line.cancel(), pbxPort);
    } else {
      send(callers, line.request("BYE", place(callers)), pbxPort);
      end(line);
    }
  }

  private void end(Line line) {
    line.end();
    lines.remove(line.id());
    line.media().ifPresent(port -> hearing.remove(port, line));
  }

  private void toCaller(DatagramPacket packet) {
    Sip sip = Sip.read(packet.data().getBytes());
    Line line = lines.get(sip.header("Call-ID"));
    if (line == null) {
      if (sip.method().equals("BYE") && sip.status() == 0) {
        answer(callers, sip, packet.sender(), ""); // both hung up at once
      }
    } else if (sip.status() == 0) {
      answer(callers, sip, packet.sender(), "");
      if (sip.method().equals("BYE")) {
        end(line);
      }
    } else if (sip.method().equals("INVITE") && sip.status() == 200) {
      line.answered(sip);
      hearing.put(line.media().getAsInt(), line);
      send(callers, line.request("ACK", place(callers)), pbxPort);
      if (line.isLeaving()) {
        hangUp(line);
      }
    } else if (sip.method().equals("INVITE") && sip.status() > 200) {
      send(callers, line.acknowledge(sip), pbxPort);
      end(line);
    }
  }

  private void heard(DatagramPacket packet) {
    Line line = hearing.get(packet.sender().port());
    if (line != null && !line.hasHeard()) {
      Voice.of(packet.data())
          .ifPresent(number -> {
            Leg leg = speaking.remove(number);
            if (leg != null) {
              line.hear(leg);
            }
          });
    }
  }

  private void toAgent(DatagramPacket packet) {
    Sip sip = Sip.read(packet.data().getBytes());
    String id = sip.header("Call-ID");
    if (sip.status() > 0 || sip.method().equals("ACK")) {
      return;
    }
    if (!sip.method().equals("INVITE")) {
      answer(agents, sip, packet.sender(), "");
      if (sip.method().equals("BYE") || sip.method().equals("CANCEL")) {
        Leg leg = legs.remove(id);
        if (leg != null) {
          speaking.remove(leg.number());
        }
      }
      return;
    }
    legs.computeIfAbsent(id, fresh -> ring(sip));
    answer(agents, sip, packet.sender(), Sip.sdp(agentsSound.localAddress().port()));
  }

  private Leg ring(Sip invite) {
    String agent = invite.first().replaceAll("^INVITE sip:([^@]*)@.*$", "$1");
    Leg leg = new Leg(rung++ & 0xffff, agent, invite.media());
    speaking.put(leg.number(), leg);
    return leg;
  }

  private void speak() {
    if (speak) {
      speaking
          .values()
          .forEach(leg -> {
            if (leg.isDue()) {
              sound(agentsSound, Voice.packet(leg.number(), leg.next()), leg.media());
            }
          });
    }
  }

  /** What callers say: nothing is measured by it, and who was heard need not say much. */
  private void beThere(boolean heard) {
    hearing.forEach((port, line) -> {
      if (line.hasHeard() == heard) {
        sound(callersSound, Voice.silence(line.next()), port);
      }
    });
  }

  private static void sound(DatagramSocket socket, Buffer packet, int port) {
    socket.send(packet, port, HOST).onFailure(Telephones::unsent);
  }

  private void answer(DatagramSocket from, Sip request, SocketAddress to, String sdp) {
    String tag =
        UUID.nameUUIDFromBytes(request.header("Call-ID").getBytes(StandardCharsets.UTF_8))
            .toString();
    send(from, request.answer("200 OK", tag, "sip:desk@" + place(from), sdp), to.port());
  }

  private static void send(DatagramSocket from, Sip sip, int port) {
    from.send(Buffer.buffer(sip.bytes()), port, HOST).onFailure(Telephones::unsent);
  }

  /** What was never sent is never answered, and counts as such. */
  private static void unsent(Throwable failure) {
    System.err.println("a packet was not sent: " + failure);
  }

  private static String place(DatagramSocket socket) {
    return HOST + ":" + socket.localAddress().port();
  }

  @Override
  public void close() {
    vertx.close().await();
  }
}
