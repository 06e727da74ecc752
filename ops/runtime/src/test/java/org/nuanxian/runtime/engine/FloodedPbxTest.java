package org.nuanxian.runtime.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nuanxian.runtime.testing.Await;
import org.nuanxian.runtime.testing.phone.Call;
import org.nuanxian.runtime.testing.phone.Pbx;
import org.nuanxian.runtime.testing.phone.Phone;

/** Whoever is on the line stays so, and the next is answered, whatever strangers send. */
class FloodedPbxTest {
  private static final long SEED = 5;
  private static final long FLOOD_SECONDS_MAX = 60; // a slow, shared machine

  @TempDir Path temporary;

  private Pbx pbx;
  private Phone phone;
  private Call talking;
  private long process;

  @BeforeEach
  void talk() {
    pbx = Pbx.start(temporary.resolve("pbx"));
    process = pbx.engine().pid();
    phone = Phone.anywhere();
    talking = phone.call(pbx.sip(), "13800000001", "12356").awaitAnswer();
    Await.until("words", () -> talking.sound().hearsAnything());
  }

  @AfterEach
  void end() {
    phone.close();
    pbx.close();
  }

  private void checkEverybodyIsServed() {
    assertEquals(process, pbx.engine().pid());
    assertFalse(talking.ended());
    long before = talking.sound().received();
    Await.until("sound goes on", () -> talking.sound().received() > before);
    Await.until(
        "the next is answered",
        () -> {
          Call next = phone.call(pbx.sip(), "13800000002", "12356");
          Await.until("an answer", () -> next.status() >= 200);
          boolean answered = next.status() == 200;
          next.hangUp();
          return answered;
        });
  }

  @Test
  void fiveHundredCallsInASecond() throws Exception {
    Process flood =
        new ProcessBuilder(
                "sipp",
                "-sn",
                "uac",
                "-s",
                "12356",
                "-i",
                "127.0.0.1",
                "-r",
                "500",
                "-m",
                "500",
                "-d",
                "500",
                "-nostdin",
                pbx.sip())
            .directory(temporary.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      // Whether some were refused is SIPp's business: they heard it at once.
      assertTrue(flood.waitFor(FLOOD_SECONDS_MAX, TimeUnit.SECONDS), "the flood ends");
      assertTrue(flood.exitValue() <= 1, "SIPp called");
    } finally {
      flood.destroyForcibly();
    }

    checkEverybodyIsServed();
  }

  @Test
  void whatIsNoSip() throws IOException {
    Random random = new Random(SEED);
    byte[] noise = new byte[1400];
    String invite = "INVITE sip:12356@" + pbx.sip() + " SIP/2.0\r\n";
    List<String> malformed =
        List.of(
            "",
            "\r\n\r\n",
            invite + "\r\n",
            invite + "Via: SIP/2.0/UDP 127.0.0.1:9;branch=z9hG4bK1\r\nFrom: <\r\nTo: >\r\n\r\n",
            invite + "Content-Length: 99999999999\r\n\r\nv=0",
            invite + "Via: " + "x".repeat(8000) + "\r\n\r\n",
            "INVITE sip:%00%ff@[::: SIP/2.0\r\nCSeq: -1 INVITE\r\nCall-ID: \0\r\n\r\n",
            "SIP/2.0 999999 Answer\r\nCSeq: 1\r\n\r\n");
    String[] place = pbx.sip().split(":", -1);
    InetSocketAddress to =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(place[1]));
    try (DatagramSocket stranger = new DatagramSocket()) {
      for (int i = 0; i < 50; i++) {
        random.nextBytes(noise);
        stranger.send(new DatagramPacket(noise, random.nextInt(noise.length), to));
        for (String text : malformed) {
          byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
          stranger.send(new DatagramPacket(bytes, bytes.length, to));
        }
      }
    }

    checkEverybodyIsServed();
  }
}
