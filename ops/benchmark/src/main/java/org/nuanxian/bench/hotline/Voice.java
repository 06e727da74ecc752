package org.nuanxian.bench.hotline;

import io.vertx.core.buffer.Buffer;
import java.util.OptionalInt;

/**
 * What an agent says: packets of G.711 that tell which agent's leg they come from, and that no
 * music contains. A packet that was coded anew on its way is not known again, and not counted.
 */
final class Voice {
  private static final int HEADER = 12;
  private static final int SOUND = 160; // 20 ms, as any telephone sends
  private static final int VERSION = 0x80;
  private static final int ULAW = 0;
  private static final int SIGN = 0x4e58_0000; // in front of each number
  private static final int NUMBER = 0xffff;

  private Voice() {}

  /** The nth packet of a leg. */
  static Buffer packet(int leg, int nth) {
    Buffer packet = Buffer.buffer(HEADER + SOUND);
    packet
        .appendByte((byte) VERSION)
        .appendByte((byte) ULAW)
        .appendShort((short) nth)
        .appendInt(nth * SOUND)
        .appendInt(SIGN | (leg & NUMBER));
    for (int at = 0; at < SOUND; at += Integer.BYTES) {
      packet.appendInt(SIGN | (leg & NUMBER));
    }
    return packet;
  }

  /** Silence: that somebody is there. */
  static Buffer silence(int nth) {
    Buffer packet = Buffer.buffer(HEADER + SOUND);
    packet
        .appendByte((byte) VERSION)
        .appendByte((byte) ULAW)
        .appendShort((short) nth)
        .appendInt(nth * SOUND)
        .appendInt(1);
    for (int at = 0; at < SOUND; at++) {
      packet.appendByte((byte) 0xff);
    }
    return packet;
  }

  /** Whose voice a packet is; empty: nobody's. */
  static OptionalInt of(Buffer packet) {
    if (packet.length() != HEADER + SOUND) {
      return OptionalInt.empty();
    }
    int word = packet.getInt(HEADER);
    for (int at = HEADER; at < packet.length(); at += Integer.BYTES) {
      if (packet.getInt(at) != word) {
        return OptionalInt.empty();
      }
    }
    return (word & ~NUMBER) == SIGN ? OptionalInt.of(word & NUMBER) : OptionalInt.empty();
  }
}
