package org.nuanxian.gateway.conversation;

import java.util.Optional;

/**
 * What nodes tell each other about a conversation, by {@link Whispers}. Nothing here is needed for
 * truth: heads are read again from PostgreSQL, the rest may be lost. No words, no names.
 */
sealed interface Whisper {
  /** Entries up to this number are written. */
  record Head(long head) implements Whisper {}

  /** A side writes. */
  record Typing(Side side) implements Whisper {}

  /** A side has read up to a number. */
  record Read(Side side, long seq) implements Whisper {}

  /** Only this generation of the help seeker's token is allowed. */
  record Token(int generation) implements Whisper {}

  /** Something is kept from new volunteers. */
  record Kept(Hidden hidden) implements Whisper {}

  /** A supervisor reads along, or does no more; said again while it lasts. */
  record Beside(boolean here) implements Whisper {}

  static Whisper head(long head) {
    return new Head(head);
  }

  static Whisper typing(Side side) {
    return new Typing(side);
  }

  static Whisper read(Side side, long seq) {
    return new Read(side, seq);
  }

  static Whisper token(int generation) {
    return new Token(generation);
  }

  static Whisper beside(boolean here) {
    return new Beside(here);
  }

  /** As it stands behind the contact on the channel. */
  default String encoded() {
    return switch (this) {
      case Head h -> "h" + h.head();
      case Typing t -> "y" + t.side().code();
      case Read r -> "r" + r.side().code() + ":" + r.seq();
      case Token t -> "k" + t.generation();
      case Kept k -> "d" + k.hidden().to() + ":" + k.hidden().term();
      case Beside b -> b.here() ? "b1" : "b0";
    };
  }

  /** Reads what {@link #encoded()} made; empty when it is not one of these. */
  static Optional<Whisper> decoded(String payload) {
    if (payload.length() < 2) {
      return Optional.empty();
    }
    String rest = payload.substring(1);
    try {
      return switch (payload.charAt(0)) {
        case 'h' -> Optional.of(new Head(Long.parseLong(rest)));
        case 'y' -> Optional.of(new Typing(Side.ofCode(Integer.parseInt(rest))));
        case 'r' -> read(rest);
        case 'd' -> kept(rest);
        case 'k' -> Optional.of(new Token(Integer.parseInt(rest)));
        case 'b' -> Optional.of(new Beside(rest.equals("1")));
        default -> Optional.empty();
      };
    } catch (NumberFormatException | IllegalStateException malformed) {
      return Optional.empty();
    }
  }

  private static Optional<Whisper> read(String rest) {
    int colon = rest.indexOf(':');
    return colon < 1
        ? Optional.empty()
        : Optional.of(
            new Read(
                Side.ofCode(Integer.parseInt(rest.substring(0, colon))),
                Long.parseLong(rest.substring(colon + 1))));
  }

  private static Optional<Whisper> kept(String rest) {
    int colon = rest.indexOf(':');
    return colon < 1
        ? Optional.empty()
        : Optional.of(
            new Kept(
                new Hidden(
                    Long.parseLong(rest.substring(0, colon)),
                    Long.parseLong(rest.substring(colon + 1)))));
  }
}
