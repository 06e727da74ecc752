package org.nuanxian.dispatcher;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.nuanxian.dispatcher.policy.Hours;
import org.nuanxian.roster.Medium;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.id.CountyCode;

/**
 * A contact as Redis holds it: what is true right now.
 *
 * @param levelFrom why it stands at its level
 * @param levelRev the change of level that Redis knows
 * @param term grows by one with each change of stage or holder
 * @param away no connection of the help seeker is open
 * @param left the help seeker left by quick exit
 * @param aside set aside by its volunteer until its next word
 * @param returned it had a volunteer before
 * @param step whose volunteers may be rung
 * @param since since when it waits: it came, or lost its volunteer
 * @param told its help seeker was told how long this wait may last
 * @param seen the last term PostgreSQL confirmed: what people may see
 * @param rung its open offers
 * @param callBack the wish to be called, and tries
 * @param callsOver no try is left
 * @param byCall its holder took it to call the person
 * @param reached and the person answered
 * @param recorded PostgreSQL has a row of it, as of everything but a call that came while it was
 *     away
 * @param hungUp a call that came in, whose caller is on the line no more
 * @param callable when their number may be called if they are in danger, known with the term in
 *     which they hung up
 * @param handover a transfer that its holder asked for, until it is withdrawn or another holds it
 */
public record ContactState(
    ContactId id,
    CountyCode origin,
    String channel,
    Level level,
    LevelSource levelFrom,
    boolean danger,
    long levelRev,
    Instant arrival,
    Stage stage,
    Optional<Outcome> outcome,
    Optional<VolunteerId> holder,
    long term,
    boolean away,
    boolean left,
    boolean aside,
    boolean returned,
    Step step,
    Instant since,
    boolean told,
    Seen seen,
    List<OpenOffer> rung,
    CallBack callBack,
    boolean callsOver,
    boolean byCall,
    boolean reached,
    boolean recorded,
    boolean hungUp,
    Optional<Hours> callable,
    Optional<Handover> handover) {

  /** Whether the whole city is asked already, as far as the person wishes it. */
  public boolean wide() {
    return step == Step.CITY || step == Step.OTHERS;
  }

  /** Who is rung for it now. */
  public List<VolunteerId> offered() {
    return rung.stream().map(OpenOffer::volunteer).toList();
  }

  /** What PostgreSQL has confirmed of a contact. */
  public record Seen(
      Stage stage, Optional<VolunteerId> holder, long term, Optional<Outcome> outcome) {}

  /** A call that came while PostgreSQL was away, as far as it is known here. */
  Opening unrecorded() {
    return new Opening(
        id,
        origin,
        Medium.VOICE,
        channel,
        level,
        step == Step.OTHERS,
        Optional.empty(),
        false,
        false,
        Set.of(),
        arrival);
  }

  /** What is proposed, confirmed or not. */
  Seen proposed() {
    return new Seen(stage, holder, term, outcome);
  }

  /** PostgreSQL has yet to hear of the present term. */
  public boolean unconfirmed() {
    return term != seen.term();
  }

  /** Whether it has waited for so long, and waits still. */
  public boolean waited(Duration time, Instant now) {
    return stage == Stage.WAITING && !aside && !since.plus(time).isAfter(now);
  }

  /** Immediate danger, from whatever source. */
  public boolean red() {
    return danger || level == Level.RED;
  }

  /** Why it stands where it does, as stable codes: danger, where its level is from, returned. */
  public List<String> reasons() {
    List<String> reasons = new ArrayList<>();
    if (danger) {
      reasons.add("danger");
    }
    if (level != Level.NONE) {
      reasons.add(levelFrom.wire());
    }
    if (returned) {
      reasons.add("returned");
    }
    return List.copyOf(reasons);
  }

  /** Reads what the scripts write. */
  public static ContactState parse(String text) {
    JsonNode c = Stored.json(text);
    JsonNode seen = c.path("seen");
    return new ContactState(
        ContactId.of(c.path("id").asText()),
        new CountyCode(c.path("origin").asText()),
        c.path("channel").asText(),
        Level.of(c.path("level").asText()),
        LevelSource.of(c.path("why").asText()),
        c.path("danger").asBoolean(),
        c.path("levelRev").asLong(),
        Instant.ofEpochMilli(c.path("arrival").asLong()),
        Stage.of(c.path("stage").asText()),
        outcome(c),
        holder(c),
        c.path("term").asLong(),
        c.has("away"),
        c.path("left").asBoolean(),
        c.has("aside"),
        c.path("returned").asBoolean(),
        Step.of(c.path("step").asText()),
        Instant.ofEpochMilli(c.path("since").asLong(c.path("arrival").asLong())),
        c.has("told"),
        new Seen(
            Stage.of(seen.path("stage").asText("waiting")),
            holder(seen),
            seen.path("term").asLong(-1),
            outcome(seen)),
        OpenOffer.parse(c.path("offers")),
        CallBack.parse(c),
        c.path("callsOver").asBoolean(),
        c.path("byCall").asBoolean(),
        c.path("reached").asBoolean(),
        !c.has("unrecorded"),
        c.has("hungUp"),
        c.path("hungUp").asLong(-1) == c.path("term").asLong()
            ? CallBack.hours(c.path("callable").asText())
            : Optional.empty(),
        Handover.parse(c));
  }

  private static Optional<VolunteerId> holder(JsonNode node) {
    return Optional.ofNullable(node.get("holder"))
        .map(holder -> new VolunteerId(UUID.fromString(holder.asText())));
  }

  private static Optional<Outcome> outcome(JsonNode node) {
    return Optional.ofNullable(node.get("outcome")).map(outcome -> Outcome.of(outcome.asText()));
  }
}
