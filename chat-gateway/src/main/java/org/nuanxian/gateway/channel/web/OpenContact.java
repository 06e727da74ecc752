package org.nuanxian.gateway.channel.web;

import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.nuanxian.dispatcher.Level;
import org.nuanxian.gateway.conversation.NewIntake;
import org.nuanxian.roster.Gender;
import org.nuanxian.runtime.http.Fields;

/**
 * The body of {@code POST /contacts}.
 *
 * @param requestId random v4 of the page; a repeat answers the same contact
 * @param city code as it was sent
 * @param county code as it was sent
 * @param nickname what the person wants to be called
 * @param ageBand coded
 * @param topic coded
 * @param about what else the person says of themselves, coded
 * @param report what the person says of their state
 * @param wants who should, and who should not, listen
 * @param consent what was agreed to
 * @param after the contact that this tab had before
 */
record OpenContact(
    UUID requestId,
    String city,
    Optional<String> county,
    Optional<String> nickname,
    Optional<String> ageBand,
    Optional<String> topic,
    NewIntake.About about,
    SelfReport report,
    Wants wants,
    Consent consent,
    Optional<After> after) {
  static final int CODE_CHARS_MAX = 32;
  private static final int NAME_CHARS_MAX = 32;
  private static final int TOKEN_CHARS_MAX = 128;
  private static final int PLACE_CHARS_MAX = 64;
  private static final int DISTRESS_MAX = 10;
  private static final int RANDOM_UUID = 4;

  /** From here on a self report counts as yellow. */
  private static final int DISTRESS_YELLOW = 8;

  /** From here on a self report counts as blue. */
  private static final int DISTRESS_BLUE = 5;

  private static final Map<String, Danger> DANGERS = new HashMap<>();
  private static final Map<String, String> AGE_BANDS =
      Map.of("minor", "minor", "adult", "adult", "senior", "senior", "unknown", "unknown");
  private static final Map<String, String> SEXES =
      Map.of("female", "female", "male", "male", "other", "other", "unknown", "unknown");
  private static final Map<String, String> FOR_WHOM =
      Map.of("self", "self", "other", "other", "unknown", "unknown");
  private static final Map<String, String> LOCAL =
      Map.of("local", "local", "elsewhere", "elsewhere", "unknown", "unknown");
  private static final Map<String, Gender> GENDERS =
      Map.of("female", Gender.FEMALE, "male", Gender.MALE);

  static {
    for (Danger danger : Danger.values()) {
      DANGERS.put(danger.wire, danger);
    }
  }

  /** How near danger is, in the person's own words. */
  enum Danger {
    NONE("none"),
    THOUGHTS("thoughts"),
    PLAN("plan"),
    NOW("now");

    private final String wire;

    Danger(String wire) {
      this.wire = wire;
    }

    String wire() {
      return wire;
    }
  }

  /** What the person says of their state. */
  record SelfReport(OptionalInt distress, Optional<Danger> danger) {
    static final SelfReport UNTOLD = new SelfReport(OptionalInt.empty(), Optional.empty());

    /** Danger now or a plan is red; thoughts, or distress of 8 and more, yellow; 5 to 7 blue. */
    Level level() {
      Danger near = danger.orElse(Danger.NONE);
      int felt = distress.orElse(0);
      if (near == Danger.NOW || near == Danger.PLAN) {
        return Level.RED;
      }
      if (near == Danger.THOUGHTS || felt >= DISTRESS_YELLOW) {
        return Level.YELLOW;
      }
      return felt >= DISTRESS_BLUE ? Level.BLUE : Level.NONE;
    }

    boolean inDangerNow() {
      return danger.filter(near -> near == Danger.NOW).isPresent();
    }
  }

  /** Who should, and who should not, listen. */
  record Wants(
      Optional<Gender> gender,
      Optional<String> dialect,
      Optional<String> avoidTownship,
      boolean avoidCounty,
      Optional<String> avoidUnit) {
    static final Wants NOTHING =
        new Wants(Optional.empty(), Optional.empty(), Optional.empty(), false, Optional.empty());

    /** As it is kept; empty when nothing is wanted. */
    Optional<String> json() {
      JsonObject json = new JsonObject();
      gender.ifPresent(g -> json.put("gender", g.name().toLowerCase(Locale.ROOT)));
      dialect.ifPresent(d -> json.put("dialect", d));
      avoidTownship.ifPresent(t -> json.put("avoidTownship", t));
      avoidUnit.ifPresent(u -> json.put("avoidUnit", u));
      if (avoidCounty) {
        json.put("avoidCounty", true);
      }
      return json.isEmpty() ? Optional.empty() : Optional.of(json.encode());
    }
  }

  /** A contact, and the token that proves that this tab had it. */
  record After(UUID contact, String token) {}

  /** What was agreed to. */
  record Consent(String version, boolean recording) {}

  static OpenContact read(Fields fields) {
    UUID requestId = fields.uuid("requestId");
    if (requestId.version() != RANDOM_UUID) {
      fields.mistake("requestId", "format", "Must be a random UUID of version 4.");
    }
    Fields consent = fields.object("consent");
    return new OpenContact(
        requestId,
        fields.text("city", 1, CODE_CHARS_MAX),
        fields.optionalText("county", CODE_CHARS_MAX),
        nickname(fields),
        ageBand(fields),
        topic(fields),
        about(fields),
        selfReport(fields),
        fields.optionalObject("wants").map(OpenContact::wants).orElse(Wants.NOTHING),
        new Consent(consent.text("version", 1, CODE_CHARS_MAX), consent.flag("recording", false)),
        fields
            .optionalObject("after")
            .map(f -> new After(f.uuid("contactId"), f.text("token", 1, TOKEN_CHARS_MAX))));
  }

  static Optional<String> nickname(Fields fields) {
    return fields.optionalText("nickname", NAME_CHARS_MAX).filter(name -> !name.isBlank());
  }

  /** Whether they say that they are a minor; nothing without an age. */
  static Optional<Boolean> minor(Optional<String> ageBand) {
    return ageBand.map("minor"::equals);
  }

  static Optional<String> ageBand(Fields fields) {
    return fields.optionalOneOf("ageBand", AGE_BANDS);
  }

  static Optional<String> topic(Fields fields) {
    return fields.optionalText("topic", CODE_CHARS_MAX).filter(topic -> !topic.isBlank());
  }

  static NewIntake.About about(Fields fields) {
    return new NewIntake.About(
        fields.optionalOneOf("sex", SEXES),
        fields.optionalOneOf("forWhom", FOR_WHOM),
        fields.optionalOneOf("local", LOCAL));
  }

  static SelfReport selfReport(Fields fields) {
    return fields.optionalObject("selfReport").map(OpenContact::report).orElse(SelfReport.UNTOLD);
  }

  private static SelfReport report(Fields fields) {
    return new SelfReport(
        fields.optionalInteger("distress", 0, DISTRESS_MAX),
        fields.optionalOneOf("danger", DANGERS));
  }

  static Wants wants(Fields fields) {
    return new Wants(
        fields.optionalOneOf("gender", GENDERS),
        fields.optionalText("dialect", NAME_CHARS_MAX),
        fields.optionalText("avoidTownship", PLACE_CHARS_MAX).filter(t -> !t.isBlank()),
        fields.flag("avoidCounty", false),
        fields.optionalText("avoidUnit", PLACE_CHARS_MAX).filter(u -> !u.isBlank()));
  }
}
