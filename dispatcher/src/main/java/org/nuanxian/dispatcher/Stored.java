package org.nuanxian.dispatcher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.nuanxian.roster.Clearance;
import org.nuanxian.roster.Gender;
import org.nuanxian.roster.Medium;
import org.nuanxian.roster.Volunteer;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.id.CountyCode;

/**
 * A contact as PostgreSQL holds it: what is true after a crash.
 *
 * @param levelFrom why it stands at its level
 * @param levelRev grows with each change of level, danger or wishes
 * @param minor they said that they are a minor
 * @param heldBack a supervisor has confirmed that this person harassed
 * @param term grows by one with each change of stage or holder
 * @param returned it had a volunteer before
 * @param hungUp a call that came in, whose caller is on the line no more
 * @param callBack the wish to be called, and tries
 */
public record Stored(
    ContactId id,
    CountyCode origin,
    Medium medium,
    String channel,
    Level level,
    LevelSource levelFrom,
    boolean danger,
    long levelRev,
    boolean avoidCounty,
    Optional<Gender> wantsGender,
    boolean minor,
    boolean heldBack,
    Set<VolunteerId> avoid,
    Instant arrival,
    Stage stage,
    Optional<Outcome> outcome,
    Optional<VolunteerId> holder,
    long term,
    boolean returned,
    boolean leftQuickly,
    boolean hungUp,
    CallBack callBack) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Bit of {@link #can(Volunteer)}: of grade A or B, asked first for somebody in danger. */
  public static final int SENIOR = 4;

  /** Bit of {@link #can(Volunteer)}: cleared to listen to minors. */
  public static final int MINORS = 8;

  /** Bit of {@link #can(Volunteer)}: cleared for the night. */
  public static final int NIGHTS = 16;

  /** Bit of what a volunteer can answer for: supervises, so hears whoever is held back first. */
  public static final int SUPERVISES = 64;

  /** What a volunteer can answer for: the bits of the gender and of the clearances. */
  public static int can(Volunteer volunteer) {
    Clearance clearance = volunteer.clearance();
    return can(volunteer.gender())
        | (clearance.grade() == Clearance.Grade.C ? 0 : SENIOR)
        | (clearance.minors() ? MINORS : 0)
        | (clearance.night() ? NIGHTS : 0);
  }

  /** What a volunteer of that gender can answer for: bit 1 a woman, bit 2 a man. */
  public static int can(Gender gender) {
    return switch (gender) {
      case FEMALE -> 1;
      case MALE -> 2;
      case OTHER -> 0;
    };
  }

  /** Reads JSON that a script wrote; anything else is a defect. */
  public static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a script answered something that is not JSON", e);
    }
  }

  /** The row of a contact that has just come. */
  public static Stored opened(Opening o) {
    return new Stored(
        o.id(),
        o.origin(),
        o.medium(),
        o.channel(),
        o.level(),
        LevelSource.SELF_REPORT,
        false,
        0,
        o.avoidCounty(),
        o.wantsGender(),
        o.minor(),
        o.heldBack(),
        o.avoid(),
        o.arrival(),
        Stage.WAITING,
        Optional.empty(),
        Optional.empty(),
        0,
        false,
        false,
        false,
        CallBack.NONE);
  }

  /** A row by which Redis forgets a contact that PostgreSQL never had. */
  static Stored gone(ContactState state) {
    return new Stored(
        state.id(),
        state.origin(),
        Medium.CHAT,
        state.channel(),
        state.level(),
        state.levelFrom(),
        state.danger(),
        state.levelRev(),
        false,
        Optional.empty(),
        false,
        false,
        Set.of(),
        state.arrival(),
        Stage.CLOSED,
        Optional.of(Outcome.DROPPED),
        Optional.empty(),
        state.term(),
        state.returned(),
        state.left(),
        state.hungUp(),
        CallBack.NONE);
  }

  private String step() {
    return avoidCounty ? "others" : "own";
  }

  private String needs() {
    return Integer.toString(
        wantsGender.map(Stored::can).orElse(0)
            | (minor ? MINORS : 0)
            | (heldBack ? SUPERVISES : 0));
  }

  private String wish() {
    return CallBack.text(callBack.wished()).orElse("");
  }

  private static String bit(boolean on) {
    return on ? "1" : "0";
  }

  private List<String> common() {
    return List.of(
        id.toString(),
        origin.value(),
        medium.name().toLowerCase(Locale.ROOT),
        channel,
        level.wire(),
        bit(danger),
        Long.toString(levelRev),
        Long.toString(arrival.toEpochMilli()),
        step(),
        needs(),
        Long.toString(term));
  }

  /** The arguments of open_contact. */
  public List<String> opening(boolean recorded) {
    List<String> all = new ArrayList<>(common());
    all.add(levelFrom.wire());
    all.add(wish());
    all.add(bit(!recorded));
    avoid.forEach(volunteer -> all.add(volunteer.value().toString()));
    return all;
  }

  /** The arguments of tell_contact. */
  public List<String> telling() {
    List<String> all = new ArrayList<>();
    all.add(id.toString());
    all.add(level.wire());
    all.add(bit(danger));
    all.add(Long.toString(levelRev));
    all.add(origin.value());
    all.add(step());
    all.add(needs());
    all.add(levelFrom.wire());
    all.add(wish());
    avoid.forEach(volunteer -> all.add(volunteer.value().toString()));
    return all;
  }

  /** The arguments of restore_contact. */
  public List<String> restoring() {
    List<String> all = new ArrayList<>(common());
    all.add(stage.wire());
    all.add(holder.map(volunteer -> volunteer.value().toString()).orElse(""));
    all.add(outcome.map(Outcome::wire).orElse(""));
    all.add(bit(returned));
    all.add(bit(leftQuickly));
    all.add(levelFrom.wire());
    all.add(wish());
    all.add(Integer.toString(callBack.tries()));
    all.add(callBack.after().map(at -> Long.toString(at.toEpochMilli())).orElse(""));
    all.add(bit(hungUp));
    avoid.forEach(volunteer -> all.add(volunteer.value().toString()));
    return all;
  }
}
