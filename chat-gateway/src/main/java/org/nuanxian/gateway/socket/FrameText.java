package org.nuanxian.gateway.socket;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Bytes of a text message to a frame: strict UTF-8, one JSON object with a {@code type}. */
final class FrameText {
  private FrameText() {}

  /** Empty when the bytes are not a frame at all. */
  static Optional<Frame> parse(Buffer bytes) {
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes.getBytes()))
              .toString();
      JsonObject body = new JsonObject(text);
      return body.getValue("type") instanceof String type
          ? Optional.of(new Frame(type, body))
          : Optional.empty();
    } catch (CharacterCodingException | DecodeException malformed) {
      return Optional.empty();
    }
  }
}
