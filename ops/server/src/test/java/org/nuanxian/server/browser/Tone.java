package org.nuanxian.server.browser;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/**
 * A recording of a tone, with pauses: what never changes, a browser takes for the noise of a room.
 */
final class Tone {
  private static final int RATE = 48_000;
  private static final int SECONDS = 10;
  private static final double LOUD = 0.6 * Short.MAX_VALUE;

  /** Of each second so much is tone. */
  private static final double SOUNDS = 0.8;

  private Tone() {}

  /** Writes it. */
  static Path write(Path file, int hertz) {
    ByteBuffer samples = ByteBuffer.allocate(2 * RATE * SECONDS).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < RATE * SECONDS; i++) {
      boolean sounds = i % RATE < SOUNDS * RATE;
      double wave = Math.sin(2 * Math.PI * hertz * i / RATE);
      samples.putShort((short) (sounds ? LOUD * wave : 0));
    }
    AudioFormat format = new AudioFormat(RATE, 16, 1, true, false);
    ByteArrayInputStream bytes = new ByteArrayInputStream(samples.array());
    try (AudioInputStream sound = new AudioInputStream(bytes, format, RATE * SECONDS)) {
      AudioSystem.write(sound, AudioFileFormat.Type.WAVE, file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }
}
