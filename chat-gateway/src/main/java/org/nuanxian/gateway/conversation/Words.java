package org.nuanxian.gateway.conversation;

/**
 * A text somebody wrote: 1 to {@value #CODE_POINTS_MAX} Unicode code points (a Chinese character
 * and an emoji of one code point count one each, however many bytes they take), no lone surrogate,
 * not only white space.
 *
 * @param value the text, kept as it was written
 */
public record Words(String value) {
  /** Long enough for a letter, short enough for three bytes each to fit a 16 KiB frame. */
  public static final int CODE_POINTS_MAX = 4_000;

  public Words {
    if (value.isBlank()) {
      throw new ConversationRefusal("empty", "The text is empty.");
    }
    if (value.codePointCount(0, value.length()) > CODE_POINTS_MAX) {
      throw new ConversationRefusal(
          "too-long", "A text may have at most " + CODE_POINTS_MAX + " characters.");
    }
    if (value
        .codePoints()
        .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
      throw new ConversationRefusal("invalid-text", "The text is not valid Unicode.");
    }
  }

  @Override
  public String toString() {
    return "Words[" + value.length() + "]"; // what was said never reaches a log by accident
  }
}
