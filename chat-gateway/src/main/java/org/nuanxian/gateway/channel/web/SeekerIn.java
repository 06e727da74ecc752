package org.nuanxian.gateway.channel.web;

import java.util.Map;
import org.nuanxian.gateway.conversation.ClientId;
import org.nuanxian.gateway.conversation.Cursor;
import org.nuanxian.gateway.conversation.Words;
import org.nuanxian.gateway.socket.Answers;
import org.nuanxian.gateway.socket.Frame;
import org.nuanxian.gateway.socket.FrameRefusal;

/** Frames from the help seeker. */
sealed interface SeekerIn {
  /** Says something. */
  record Message(ClientId id, Words words) implements SeekerIn {}

  /** 我现在很危险. */
  record Danger() implements SeekerIn {}

  /** 按错了. */
  record NotDanger() implements SeekerIn {}

  /** 离开. */
  record Leave() implements SeekerIn {}

  /** Asks for entries after a number. */
  record Fetch(long after, int limit) implements SeekerIn {}

  /** Writes. */
  record Typing() implements SeekerIn {}

  /** Has read up to a number. */
  record Read(long seq) implements SeekerIn {}

  /** Greater than any number of an entry, and exact in JavaScript. */
  long SEQ_MAX = 1L << 53;

  Map<String, SeekerIn> WITHOUT_FIELDS =
      Map.of(
          "danger", new Danger(),
          "notDanger", new NotDanger(),
          "leave", new Leave(),
          "typing", new Typing());

  /** Reads a frame; refuses with {@code invalid} or {@code unknown-type}. */
  static SeekerIn parse(Frame frame) {
    return switch (frame.type()) {
      case "message" ->
          new Message(new ClientId(Answers.required(frame)), new Words(frame.text("text")));
      case "fetch" ->
          new Fetch(
              frame.number("after", 0, SEQ_MAX),
              frame.has("limit")
                  ? (int) frame.number("limit", 1, Cursor.PAGE_MAX)
                  : Cursor.PAGE_MAX);
      case "read" -> new Read(frame.number("seq", 0, SEQ_MAX));
      default -> {
        SeekerIn known = WITHOUT_FIELDS.get(frame.type());
        if (known == null) {
          throw new FrameRefusal("unknown-type", "There is no such frame here.");
        }
        yield known;
      }
    };
  }
}
