package org.nuanxian.gateway.conversation;

import java.util.Optional;

/**
 * What nodes tell each other about a conversation, by {@link Murmurs}. Nothing here is needed for
 * truth: heads are read again from PostgreSQL, the rest may be lost. No words, no names.
 */
sealed interface Murmur {
  /** Entries up to this number are written. */
  record Head(long head) implements Murmur {}

  /** A side writes. */
  record Typing(Side side) implements Murmur {}

  /** A side has read up to a number. */
  record Read(Side side, long seq) implements Murmur {}

  /** Only this generation of the help seeker's token is allowed. */
  record Token(int generation) implements Murmur {}

  /** Something is kept from new volunteers. */
  record Kept(Hidden hidden) implements Murmur {}

  /** A supervisor reads along, or does no more; said again while it lasts. */
  record Beside(boolean here) implements Murmur {}

  /** Whispers of supervisors up to this number are written. */
  record Whispered(long number) implements Murmur {}

  static Murmur head(long head) {
    return new Head(head);
  }

  static Murmur typing(Side side) {
    return new Typing(side);
  }

  static Murmur read(Side side, long seq) {
    return new Read(side, seq);
  }

  static Murmur token(int generation) {
    return new Token(generation);
  }

  static Murmur beside(boolean here) {
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
      case Whispered w -> "w" + w.number();
    };
  }

  /** Reads what {@link #encoded()} made; empty when it is not one of these. */
  static Optional<Murmur> decoded(String payload) {
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
        case 'w' -> Optional.of(new Whispered(Long.parseLong(rest)));
        default -> Optional.empty();
      };
    } catch (NumberFormatException | IllegalStateException malformed) {
      return Optional.empty();
    }
  }

  private static Optional<Murmur> read(String rest) {
    int colon = rest.indexOf(':');
    return colon < 1
        ? Optional.empty()
        : Optional.of(
            new Read(
                Side.ofCode(Integer.parseInt(rest.substring(0, colon))),
                Long.parseLong(rest.substring(colon + 1))));
  }

  private static Optional<Murmur> kept(String rest) {
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
