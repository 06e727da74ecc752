package org.nuanxian.gateway.channel.web;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.dispatcher.Dispatcher;
import org.nuanxian.dispatcher.Opening;
import org.nuanxian.gateway.channel.Cities;
import org.nuanxian.gateway.conversation.ContactTokens;
import org.nuanxian.gateway.conversation.HeldBack;
import org.nuanxian.gateway.conversation.Intake;
import org.nuanxian.gateway.conversation.Intakes;
import org.nuanxian.gateway.conversation.NewIntake;
import org.nuanxian.gateway.conversation.Nuisances;
import org.nuanxian.gateway.conversation.Seal;
import org.nuanxian.roster.City;
import org.nuanxian.roster.County;
import org.nuanxian.roster.Medium;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.http.Problem;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.id.Ids;
import org.nuanxian.runtime.settings.CodedList;
import org.nuanxian.runtime.settings.Settings;
import org.nuanxian.runtime.vault.NoPersonKey;
import org.nuanxian.runtime.vault.PersonId;
import org.nuanxian.runtime.vault.PersonKey;
import org.nuanxian.runtime.vault.Vault;

/** Takes people in: written down first, then queued; a repeated request is the same contact. */
final class Reception {
  /** How long a repeat of a request answers the same contact. */
  static final Duration REPEAT_WITHIN = Duration.ofMinutes(10);

  static final String CHANNEL = "web";

  /** The code of the refusal while a line is not open. */
  static final String NOT_OPEN = "line-not-open";

  private final Desk desk;
  private final Intakes intakes;
  private final ContactTokens tokens;
  private final Vault vault;
  private final Cities cities;
  private final Ids ids;
  private final InstantSource clock;

  /**
   * Where people are taken in.
   *
   * @param channel of the contacts taken in here; a test needs no open line
   * @param demo a demo counts as open
   */
  record Desk(
      Intakes intakes,
      Nuisances nuisances,
      Cities cities,
      Settings settings,
      String channel,
      boolean demo) {
    void checkOpen(CityCode city) {
      boolean test = channel.equals(Intakes.TEST_CHANNEL);
      if (!demo && !test && !settings.of(city).open()) {
        throw Problem.conflict(NOT_OPEN, "This line is not open yet.");
      }
    }

    /** A topic of the list; one that nobody knows is counted among the others. */
    Optional<String> topic(CityCode city, Optional<String> asked) {
      CodedList topics = settings.of(city).list("topics");
      return asked.map(code ->
          topics.items().stream().anyMatch(item -> item.code().equals(code)) ? code : "other");
    }
  }

  Reception(Desk desk, ContactTokens tokens, Vault vault, Ids ids, InstantSource clock) {
    this.desk = desk;
    this.intakes = desk.intakes();
    this.tokens = tokens;
    this.vault = vault;
    this.cities = desk.cities();
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * From where, and in which language.
   *
   * @param address personal; kept sealed
   * @param language of the texts
   */
  record Source(String address, String language) {}

  /** A contact that stands in the queue; {@code fresh} when this request opened it. */
  record Received(Intake intake, boolean fresh) {}

  /** A topic of the city's list; one that nobody knows is counted among the others. */
  Optional<String> topic(CityCode city, Optional<String> asked) {
    return desk.topic(city, asked);
  }

  Future<Received> receive(OpenContact asked, Source source) {
    // A repeat must not fail because the page was translated meanwhile: language is no content.
    String digest = tokens.digest("open-contact", asked.toString());
    return intakes
        .ofRequest(asked.requestId())
        .compose(before ->
            before.isPresent()
                ? repeated(before.get(), asked, digest)
                : fresh(asked, digest, source));
  }

  private Future<Received> repeated(Intakes.Repeated before, OpenContact asked, String digest) {
    if (!before.digest().equals(digest)) {
      throw Problem.conflict("id-reused", "This requestId was used before with other content.");
    }
    Intake intake = before.intake();
    if (intake.openedAt().plus(REPEAT_WITHIN).isBefore(clock.instant())) {
      throw Problem.conflict("request-expired", "This requestId is too old; draw a new one.");
    }
    // The first attempt may have ended between writing down and queueing: queueing is idempotent.
    return queue(intake, asked).map(queued -> new Received(intake, false));
  }

  private Future<Received> fresh(OpenContact asked, String digest, Source source) {
    return cities
        .city(asked.city())
        .compose(city -> {
          desk.checkOpen(city.code());
          County county =
              asked
                  .county()
                  .map(code -> Cities.county(city, code))
                  .orElseGet(() -> Cities.assumed(city));
          return who(asked).compose(who -> write(asked, digest, source, city, county, who));
        })
        .compose(won ->
            intakes
                .ofRequest(asked.requestId())
                .compose(stored -> repeated(stored.orElseThrow(), asked, digest))
                .map(received -> new Received(received.intake(), won)));
  }

  /**
   * Whoever comes.
   *
   * @param key seals what they tell
   * @param heldBack what was confirmed of them
   */
  private record Who(PersonId person, PersonKey key, Optional<HeldBack> heldBack) {}

  /**
   * Somebody new, or whoever proves that this tab had a contact before: the token of it, also one
   * that came by a return code. Nothing else makes two contacts one person, and nobody is refused
   * because it proves nothing.
   */
  private Future<Who> who(OpenContact asked) {
    return asked
        .after()
        .map(after ->
            intakes
                .of(new ContactId(after.contact()))
                .compose(before ->
                    before
                        .filter(intake -> tokens.opens(intake, after.token()))
                        .map(intake -> known(intake.person()))
                        .orElseGet(this::stranger)))
        .orElseGet(this::stranger);
  }

  private Future<Who> stranger() {
    PersonId person = new PersonId(ids.next());
    return vault.create(person).map(key -> new Who(person, key, Optional.empty()));
  }

  private Future<Who> known(PersonId person) {
    return vault
        .access(person)
        .compose(key ->
            desk.nuisances()
                .standing(person, clock.instant())
                .map(held -> new Who(person, key, held)))
        // Erased meanwhile: nothing is known of them any more.
        .recover(
            failure -> failure instanceof NoPersonKey ? stranger() : Future.failedFuture(failure));
  }

  private Future<Boolean> write(
      OpenContact asked, String digest, Source source, City city, County county, Who who) {
    ContactId contact = new ContactId(ids.next());
    NewIntake intake =
        new NewIntake(
            contact,
            who.person(),
            new NewIntake.Request(
                asked.requestId(), digest, desk.channel(), source.address(), Optional.empty()),
            new NewIntake.Told(
                city.code(),
                county.code(),
                asked.county().isPresent(),
                asked.nickname(),
                asked.ageBand(),
                desk.topic(city.code(), asked.topic()),
                asked.about(),
                asked.report().distress(),
                asked.report().danger().map(OpenContact.Danger::wire),
                asked.wants().json(),
                asked.consent().version(),
                asked.consent().recording(),
                source.language()),
            who.heldBack(),
            clock.instant());
    return intakes.insert(intake, new Seal(contact, who.key()));
  }

  private Future<Void> queue(Intake intake, OpenContact asked) {
    Dispatcher dispatcher = cities.dispatcher(intake.city());
    return avoided(intake, asked.wants().avoidTownship(), asked.wants().avoidUnit())
        .compose(avoid ->
            Future.fromCompletionStage(
                dispatcher.open(
                    new Opening(
                        intake.contact(),
                        intake.county(),
                        Medium.CHAT,
                        desk.channel(),
                        asked.report().level(),
                        asked.wants().avoidCounty() && asked.county().isPresent(),
                        asked.wants().gender(),
                        OpenContact.minor(asked.ageBand()).orElse(false),
                        intake.heldBack().isPresent(),
                        avoid,
                        intake.openedAt()))))
        .compose(opened ->
            asked.report().inDangerNow() ? danger(intake, dispatcher) : Future.succeededFuture());
  }

  Future<Void> danger(Intake intake, Dispatcher dispatcher) {
    return Future.fromCompletionStage(dispatcher.danger(intake.contact()))
        .compose(red -> intakes.danger(intake.contact(), true, clock.instant()));
  }

  /** The volunteers of a township, and those of a unit such as a school. */
  Future<Set<VolunteerId>> avoided(
      Intake intake, Optional<String> township, Optional<String> unit) {
    Future<Set<VolunteerId>> neighbours =
        township
            .map(name -> cities.roster().fromTownship(intake.city(), name))
            .orElseGet(() -> Future.succeededFuture(Set.of()));
    Future<Set<VolunteerId>> colleagues =
        unit.map(name -> cities.roster().fromUnit(intake.city(), name))
            .orElseGet(() -> Future.succeededFuture(Set.of()));
    return Future.all(neighbours, colleagues)
        .map(both -> {
          Set<VolunteerId> all = new HashSet<>(neighbours.result());
          all.addAll(colleagues.result());
          return all;
        });
  }

  /** The answer to who opened or came back: with the token, unless a socket was opened with it. */
  JsonObject credentials(Intake intake, boolean withToken) {
    JsonObject json = new JsonObject().put("contactId", intake.contact().value().toString());
    return withToken
        ? json.put("token", tokens.token(intake.contact(), intake.token().generation()))
        : json;
  }
}
