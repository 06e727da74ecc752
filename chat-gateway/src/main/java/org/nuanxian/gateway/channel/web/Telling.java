package org.nuanxian.gateway.channel.web;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.dispatcher.Dispatcher;
import org.nuanxian.dispatcher.Level;
import org.nuanxian.dispatcher.LevelSource;
import org.nuanxian.dispatcher.Wishes;
import org.nuanxian.gateway.channel.Cities;
import org.nuanxian.gateway.conversation.Conversation;
import org.nuanxian.gateway.conversation.Intake;
import org.nuanxian.gateway.conversation.Intakes;
import org.nuanxian.roster.County;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.audit.Audit;
import org.nuanxian.runtime.audit.Who;
import org.nuanxian.runtime.http.Exchange;
import org.nuanxian.runtime.http.Problem;
import org.nuanxian.runtime.http.Reply;
import org.nuanxian.runtime.id.CountyCode;

/**
 * What a help seeker tells and decides after opening: written down first, then queue and consoles
 * follow it.
 */
final class Telling {
  private final SeekerParts parts;
  private final Reception reception;
  private final Audit audit;

  Telling(SeekerParts parts, Reception reception, Audit audit) {
    this.parts = parts;
    this.reception = reception;
    this.audit = audit;
  }

  Future<Reply> about(Exchange exchange) {
    TellMore told = exchange.read(TellMore::read);
    Intake intake = exchange.caller(SeekerCaller.class).intake();
    return county(intake, told)
        .compose(county ->
            parts
                .conversations()
                .access(intake.contact())
                .compose(conversation -> write(conversation, intake, told, county)))
        .compose(
            wishes -> Future.fromCompletionStage(dispatcher(intake).tell(intake.contact(), wishes)))
        .compose(done ->
            told.report().inDangerNow()
                ? reception.danger(intake, dispatcher(intake))
                : Future.succeededFuture())
        .map(done -> Reply.noContent());
  }

  /** Keeps what was said from the new volunteer: on record first, then true everywhere. */
  Future<Reply> hideEarlier(Exchange exchange) {
    Intake intake = exchange.caller(SeekerCaller.class).intake();
    ContactId contact = intake.contact();
    return audit
        .record(Who.seeker(contact.value()), "transcript.hide", "contact:" + contact, Map.of())
        .compose(onRecord -> Future.fromCompletionStage(dispatcher(intake).place(contact)))
        .compose(place ->
            place.handing()
                ? parts.intakes().hideAhead(contact, place.term())
                : Future.succeededFuture(false))
        .compose(ahead -> ahead ? Future.succeededFuture() : hideSaid(contact))
        .map(hidden -> Reply.noContent());
  }

  private Future<Void> hideSaid(ContactId contact) {
    return parts
        .intakes()
        .hide(contact)
        .map(hidden ->
            hidden.orElseThrow(
                () -> Problem.conflict("not-changed", "There was no change of volunteer.")))
        .compose(hidden ->
            parts
                .conversations()
                .access(contact)
                .map(conversation -> {
                  conversation.hidden(hidden);
                  return null;
                }));
  }

  private Future<Optional<CountyCode>> county(Intake intake, TellMore told) {
    return told.county()
        .map(code ->
            parts
                .cities()
                .city(intake.city().value())
                .map(city -> Optional.of(Cities.county(city, code)).map(County::code)))
        .orElseGet(() -> Future.succeededFuture(Optional.empty()));
  }

  private Future<Wishes> write(
      Conversation conversation, Intake intake, TellMore told, Optional<CountyCode> county) {
    return parts
        .intakes()
        .wants(conversation)
        .compose(kept -> {
          JsonObject wants = told.wants().over(kept.wants());
          Intakes.Retold retold =
              new Intakes.Retold(
                  county,
                  told.nickname(),
                  told.ageBand(),
                  reception.topic(intake.city(), told.topic()),
                  told.about(),
                  told.report().distress(),
                  told.report().danger().map(OpenContact.Danger::wire),
                  wants);
          // Another county than which one? Only whoever said where they are can be kept from it.
          boolean countyKnown = kept.countyTold() || county.isPresent();
          Optional<Boolean> avoidCounty =
              countyKnown ? Optional.ofNullable(wants.getBoolean("avoidCounty")) : Optional.empty();
          return parts
              .intakes()
              .tell(conversation, retold)
              .compose(written -> avoided(intake, told))
              .map(avoid ->
                  new Wishes(
                      county,
                      level(told),
                      LevelSource.SELF_REPORT,
                      avoidCounty,
                      told.wants().gender(),
                      OpenContact.minor(told.ageBand()),
                      avoid));
        });
  }

  private Future<Set<VolunteerId>> avoided(Intake intake, TellMore told) {
    return reception.avoided(intake, told.wants().avoidTownship(), told.wants().avoidUnit());
  }

  private static Optional<Level> level(TellMore told) {
    Level level = told.report().level();
    return level == Level.NONE ? Optional.empty() : Optional.of(level);
  }

  private Dispatcher dispatcher(Intake intake) {
    return parts.cities().dispatcher(intake.city());
  }
}
