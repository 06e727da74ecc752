package org.nuanxian.gateway.channel.hotline;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Telephones outside that were answered, and have yet to say that it was by a person who comes: a
 * mailbox presses no key.
 */
final class Doors {
  private static final char COME = '1';

  private final CallParts parts;
  private final String language;
  private final Consumer<Talk.Answered> opened;
  private final Map<String, Door> doors = new HashMap<>();

  /** Those who hear that it is over. */
  private final Map<String, Speaker> leaving = new HashMap<>();

  private record Door(Talk.Answered leg, Speaker speaker) {}

  /**
   * Doors of one call.
   *
   * @param opened is given who pressed the key
   */
  Doors(CallParts parts, String language, Consumer<Talk.Answered> opened) {
    this.parts = parts;
    this.language = language;
    this.opened = opened;
  }

  /** Says what it is about, again and again; the end of the offer ends it. */
  void ask(Talk.Answered leg) {
    if (!doors.containsKey(leg.leg().channel())) {
      Speaker speaker = new Speaker(parts.ari(), leg.leg().channel(), language);
      doors.put(leg.leg().channel(), new Door(leg, speaker));
      ask(leg.leg().channel());
    }
  }

  private void ask(String channel) {
    Door door = doors.get(channel);
    if (door != null) {
      door.speaker().say(List.of("offer-press1"), () -> ask(channel));
    }
  }

  void key(String channel, char digit) {
    Door door = digit == COME ? doors.remove(channel) : null;
    if (door != null) {
      door.speaker().hush().onComplete(quiet -> opened.accept(door.leg()));
    }
  }

  void played(String playback) {
    List.copyOf(doors.values()).forEach(door -> door.speaker().finished(playback));
    List.copyOf(leaving.values()).forEach(speaker -> speaker.finished(playback));
  }

  /** Whether somebody was asked there, who is told now that it is over. */
  boolean close(Leg leg) {
    Door door = doors.remove(leg.channel());
    if (door == null) {
      return false;
    }
    leaving.put(leg.channel(), door.speaker());
    door.speaker()
        .say(
            List.of("offer-gone"),
            () -> {
              leaving.remove(leg.channel());
              parts.done(parts.ari().delete(leg.path()));
            });
    return true;
  }

  void gone(String channel) {
    doors.remove(channel);
    leaving.remove(channel);
  }

  boolean has(String channel) {
    return doors.containsKey(channel) || leaving.containsKey(channel);
  }
}
