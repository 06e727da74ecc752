package org.nuanxian.gateway.channel.web;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.nuanxian.dispatcher.Place;
import org.nuanxian.dispatcher.Stage;
import org.nuanxian.gateway.channel.Cities;
import org.nuanxian.gateway.channel.OtherLine;
import org.nuanxian.gateway.channel.Shared;
import org.nuanxian.gateway.conversation.Intake;
import org.nuanxian.roster.ShiftTemplate;
import org.nuanxian.roster.Volunteer;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.settings.Settings;
import org.nuanxian.runtime.settings.Texts;

/** What to tell a help seeker now: the dispatcher's place, the volunteer's alias, in words. */
final class SeekerPlaces {
  /** Aliases remembered: more than volunteers of the largest city. */
  private static final int ALIASES_MAX = 10_000;

  /** A changed alias is seen after this. */
  private static final Duration ALIAS_KEPT = Duration.ofMinutes(1);

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  private record Alias(String name, Instant until) {}

  private final Map<VolunteerId, Alias> aliases =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<VolunteerId, Alias> eldest) {
          return size() > ALIASES_MAX;
        }
      };

  private final Cities cities;
  private final Settings settings;
  private final Rendering rendering = new Rendering();
  private final ShownPlaces shown;
  private final ToldWaits told;
  private final InstantSource clock;

  SeekerPlaces(Shared shared, Settings settings) {
    this.cities = shared.cities();
    this.settings = settings;
    this.shown = new ShownPlaces();
    this.told = new ToldWaits(shared.metrics());
    this.clock = shared.clock();
  }

  /** A state to show, and until when it stays true if nothing happens. */
  record Seen(StateView view, Place place, Optional<Instant> changesAt) {}

  Future<Seen> see(Intake intake, Optional<Instant> dangerAt) {
    return Future.fromCompletionStage(cities.dispatcher(intake.city()).place(intake.contact()))
        .compose(place -> alias(place).map(alias -> seen(intake, dangerAt, place, alias)));
  }

  /** What is told when the present cannot be read: the contact is written down all the same. */
  StateView unknown(Intake intake) {
    return rendering.degraded(texts(intake), intake.language());
  }

  private Texts texts(Intake intake) {
    return settings.of(intake.city()).texts();
  }

  private Future<Optional<String>> alias(Place place) {
    Optional<Alias> fresh =
        place
            .holder()
            .flatMap(holder -> Optional.ofNullable(aliases.get(holder)))
            .filter(alias -> alias.until().isAfter(clock.instant()));
    return fresh.isPresent()
        ? Future.succeededFuture(Optional.of(fresh.get().name()))
        : find(place);
  }

  private Future<Optional<String>> find(Place place) {
    return place
        .holder()
        .map(holder ->
            cities
                .roster()
                .volunteer(holder)
                .map(found -> found.map(this::remember))
                // An alias is a kindness; the state is told without it.
                .otherwise(Optional.<String>empty()))
        .orElseGet(() -> Future.succeededFuture(Optional.empty()));
  }

  private String remember(Volunteer volunteer) {
    aliases.put(volunteer.id(), new Alias(volunteer.alias(), clock.instant().plus(ALIAS_KEPT)));
    return volunteer.alias();
  }

  private Optional<StateView.Referral> referral(Intake intake, Place place) {
    if (!place.referral()) {
      return Optional.empty();
    }
    return OtherLine.of(settings.of(intake.city()), cities.dispatcher(intake.city()))
        .map(entry -> {
          String name = entry.name(intake.language());
          String text =
              texts(intake)
                  .text(
                      intake.language(),
                      "longWait",
                      Map.of("name", name, "number", entry.number()));
          return new StateView.Referral(name, entry.number(), text);
        });
  }

  /** Told while they wait and are in no danger; it never stands between danger and help. */
  private Optional<StateView.Notice> notice(Intake intake, Place place, Instant now) {
    boolean red = place.danger() || place.stage() != Stage.WAITING;
    return intake
        .heldBack()
        .filter(held -> held.until().isAfter(now) && !red)
        .map(held -> {
          String day = DAY.format(held.until().atZone(ShiftTemplate.ZONE));
          return new StateView.Notice(
              texts(intake).text(intake.language(), "heldBack", Map.of("until", day)),
              held.until());
        });
  }

  private Seen seen(
      Intake intake, Optional<Instant> dangerAt, Place place, Optional<String> alias) {
    Instant now = clock.instant();
    Rendering.Known known =
        new Rendering.Known(
            texts(intake), intake.language(), alias, dangerAt, shown.lowest(intake.contact()), now);
    StateView view =
        rendering
            .state(place, known)
            .beside(referral(intake, place))
            .telling(notice(intake, place, now))
            .calling(place.callBack());
    shown.shown(intake.contact(), view);
    told.shown(intake, view.stage(), view.range(), now);
    Optional<Instant> later =
        place.danger()
            ? dangerAt.map(at -> at.plus(Rendering.DANGER_LONG)).filter(at -> at.isAfter(now))
            : Optional.empty();
    return new Seen(view, place, later);
  }
}
