package org.nuanxian.gateway.channel.web;

import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Optional;
import org.nuanxian.gateway.conversation.NewIntake;
import org.nuanxian.roster.Gender;
import org.nuanxian.runtime.http.Fields;

/**
 * The body of {@code POST /contacts/{id}/about}: what was not told when opening. What is absent
 * stays as it was.
 *
 * @param county code as it was sent
 * @param nickname what the person wants to be called
 * @param ageBand coded
 * @param topic coded
 * @param about what else the person says of themselves, coded
 * @param report what the person says of their state
 * @param wants who should, and who should not, listen
 */
record TellMore(
    Optional<String> county,
    Optional<String> nickname,
    Optional<String> ageBand,
    Optional<String> topic,
    NewIntake.About about,
    OpenContact.SelfReport report,
    Wants wants) {

  /** Who should, and who should not, listen; {@code avoidCounty} false agrees after all. */
  record Wants(
      Optional<Gender> gender,
      Optional<String> dialect,
      Optional<String> avoidTownship,
      Optional<Boolean> avoidCounty,
      Optional<String> avoidUnit) {
    static final Wants NOTHING =
        new Wants(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    /** What is kept, with these put over it. */
    JsonObject over(JsonObject kept) {
      JsonObject all = kept.copy();
      gender.ifPresent(g -> all.put("gender", g.name().toLowerCase(Locale.ROOT)));
      dialect.ifPresent(d -> all.put("dialect", d));
      avoidTownship.ifPresent(t -> all.put("avoidTownship", t));
      avoidUnit.ifPresent(u -> all.put("avoidUnit", u));
      avoidCounty.ifPresent(a -> all.put("avoidCounty", a));
      return all;
    }
  }

  static TellMore read(Fields fields) {
    return new TellMore(
        fields.optionalText("county", OpenContact.CODE_CHARS_MAX),
        OpenContact.nickname(fields),
        OpenContact.ageBand(fields),
        OpenContact.topic(fields),
        OpenContact.about(fields),
        OpenContact.selfReport(fields),
        fields.optionalObject("wants").map(TellMore::wants).orElse(Wants.NOTHING));
  }

  private static Wants wants(Fields fields) {
    OpenContact.Wants told = OpenContact.wants(fields);
    return new Wants(
        told.gender(),
        told.dialect(),
        told.avoidTownship(),
        fields.has("avoidCounty") ? Optional.of(told.avoidCounty()) : Optional.empty(),
        told.avoidUnit());
  }
}
