package org.nuanxian.gateway.channel.web;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.nuanxian.dispatcher.Level;
import org.nuanxian.dispatcher.Outcome;
import org.nuanxian.dispatcher.Place;
import org.nuanxian.dispatcher.Staffing;
import org.nuanxian.dispatcher.Stage;
import org.nuanxian.dispatcher.WaitRange;
import org.nuanxian.roster.ShiftTemplate;
import org.nuanxian.runtime.settings.Texts;

/**
 * Says in words where a contact stands. The text depends on the true state: it never promises help
 * that no human has promised, and a shown place never rises.
 */
final class Rendering {
  /** After this long unanswered, danger gets the text that sends people to the telephone. */
  static final Duration DANGER_LONG = Duration.ofSeconds(60);

  private static final int SECONDS_PER_MINUTE = 60;

  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

  /**
   * What else is known beside the place.
   *
   * @param texts of the city
   * @param language of the texts
   * @param alias of the holder, if there is one
   * @param dangerAt since when danger is pressed
   * @param aheadShown the lowest number in front that was shown before
   * @param now the present
   */
  record Known(
      Texts texts,
      String language,
      Optional<String> alias,
      Optional<Instant> dangerAt,
      OptionalInt aheadShown,
      Instant now) {}

  StateView state(Place place, Known known) {
    return switch (place.stage()) {
      case WAITING -> place.danger() ? inDanger(place, known) : waiting(place, known);
      case CONNECTING ->
          place.danger() ? inDanger(place, known) : simple(place, known, "connecting");
      case ACTIVE -> active(place, known);
      case WRAP_UP, CLOSED -> simple(place, known, "closed");
    };
  }

  /** The present is away; the place is kept. */
  StateView degraded(Texts texts, String language) {
    return new StateView(
        Stage.WAITING,
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Situation.DEGRADED,
        false,
        texts.text(language, "degraded", Map.of()),
        false);
  }

  private StateView inDanger(Place place, Known known) {
    boolean longAgo =
        known.dangerAt().filter(at -> !at.plus(DANGER_LONG).isAfter(known.now())).isPresent();
    Situation situation =
        place.stage() == Stage.CONNECTING ? Situation.CONNECTING : situation(place, known);
    return view(place, situation, text(known, longAgo ? "dangerLong" : "danger", Map.of()));
  }

  private StateView waiting(Place place, Known known) {
    Situation situation = situation(place, known);
    if (place.aside()) {
      return view(place, Situation.ASIDE, text(known, "aside", Map.of()));
    }
    if (place.returned() && situation != Situation.DEGRADED) {
      return view(place, situation, text(known, "returned", Map.of()));
    }
    if (situation != Situation.BUSY) {
      return new StateView(
          place.stage(),
          situation == Situation.NEXT ? OptionalInt.of(0) : OptionalInt.empty(),
          place.waitRange(),
          place.onDutyAt(),
          Optional.empty(),
          situation,
          false,
          absent(place, situation, known),
          false);
    }
    OptionalInt ahead = ahead(place, known);
    return new StateView(
        place.stage(),
        ahead,
        place.waitRange(),
        Optional.empty(),
        Optional.empty(),
        situation,
        false,
        busy(known, ahead, place.waitRange()),
        false);
  }

  /** Next, or nobody at a desk; a beginning of duty is the roster's word and nobody's promise. */
  private String absent(Place place, Situation situation, Known known) {
    return place
        .onDutyAt()
        .filter(at -> situation == Situation.NOBODY)
        .map(at -> text(known, "nobodyUntil", Map.of("time", localTime(at, known))))
        .orElseGet(() -> text(known, situation.wire(), Map.of()));
  }

  private static String localTime(Instant at, Known known) {
    ZonedDateTime there = at.atZone(ShiftTemplate.ZONE);
    String time = CLOCK.format(there);
    if (there.toLocalDate().equals(known.now().atZone(ShiftTemplate.ZONE).toLocalDate())) {
      return time;
    }
    return known.language().equals(Texts.ENGLISH) ? time + " tomorrow" : "明天 " + time;
  }

  private String busy(Known known, OptionalInt ahead, Optional<WaitRange> range) {
    String n = ahead.isPresent() ? String.valueOf(ahead.getAsInt()) : "";
    if (range.isEmpty()) {
      return text(known, ahead.isPresent() ? "busyNoRange" : "busyUnknown", Map.of("n", n));
    }
    long low = Math.max(1, range.get().lowSeconds() / SECONDS_PER_MINUTE);
    long high = Math.max(low + 1, Math.ceilDiv(range.get().highSeconds(), SECONDS_PER_MINUTE));
    return text(
        known,
        ahead.isPresent() ? "busy" : "busyNoPlace",
        Map.of("n", n, "a", String.valueOf(low), "b", String.valueOf(high)));
  }

  private StateView active(Place place, Known known) {
    if (place.holderLost()) {
      return new StateView(
          place.stage(),
          OptionalInt.empty(),
          Optional.empty(),
          Optional.empty(),
          known.alias(),
          Situation.HOLDER_LOST,
          place.danger(),
          text(known, "holderLost", Map.of()),
          false);
    }
    String key = place.handing() ? "handing" : "talking";
    String text =
        known
            .alias()
            .map(alias -> text(known, key, Map.of("alias", alias)))
            .orElseGet(() -> text(known, "talkingNobody", Map.of()));
    return new StateView(
        place.stage(),
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        known.alias(),
        place.handing() ? Situation.HANDING : Situation.TALKING,
        place.danger(),
        text,
        false);
  }

  private StateView simple(Place place, Known known, String key) {
    Situation situation = key.equals("closed") ? Situation.CLOSED : Situation.CONNECTING;
    return view(place, situation, text(known, key, Map.of()));
  }

  private static StateView view(Place place, Situation situation, String text) {
    return new StateView(
        place.stage(),
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        situation,
        place.danger(),
        text,
        situation == Situation.CLOSED && mayBeAsked(place));
  }

  /**
   * How it was is asked only after a talk that ended as talks should; never after danger, and not
   * asking has so many reasons that it tells nothing.
   */
  private static boolean mayBeAsked(Place place) {
    boolean ended =
        place.outcome().filter(o -> o == Outcome.COMPLETED || o == Outcome.REFERRED).isPresent();
    return ended && !place.danger() && place.level() != Level.RED;
  }

  private static Situation situation(Place place, Known known) {
    return switch (place.staffing()) {
      case ON_CALL_ONLY -> Situation.ON_CALL_ONLY;
      case NOBODY -> Situation.NOBODY;
      case DEGRADED -> Situation.DEGRADED;
      case BUSY -> {
        OptionalInt ahead = ahead(place, known);
        yield ahead.isPresent() && ahead.getAsInt() == 0 ? Situation.NEXT : Situation.BUSY;
      }
    };
  }

  /** How many are in front; a number that rose since it was shown is shown no more. */
  static OptionalInt ahead(Place place, Known known) {
    if (place.position().isEmpty() || place.staffing() != Staffing.BUSY) {
      return OptionalInt.empty();
    }
    int ahead = Math.max(0, place.position().getAsInt() - 1);
    boolean rose = known.aheadShown().isPresent() && known.aheadShown().getAsInt() < ahead;
    return rose ? OptionalInt.empty() : OptionalInt.of(ahead);
  }

  private String text(Known known, String key, Map<String, String> values) {
    return known.texts().text(known.language(), key, values);
  }
}
