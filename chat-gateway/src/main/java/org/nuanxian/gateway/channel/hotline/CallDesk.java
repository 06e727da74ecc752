package org.nuanxian.gateway.channel.hotline;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.dispatcher.Dispatcher;
import org.nuanxian.dispatcher.Level;
import org.nuanxian.dispatcher.Opening;
import org.nuanxian.dispatcher.policy.Hours;
import org.nuanxian.gateway.channel.OtherLine;
import org.nuanxian.gateway.channel.Shared;
import org.nuanxian.gateway.conversation.CallWish;
import org.nuanxian.gateway.conversation.NewIntake;
import org.nuanxian.gateway.conversation.PhoneNumber;
import org.nuanxian.gateway.conversation.Seal;
import org.nuanxian.roster.Medium;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.settings.Settings;
import org.nuanxian.runtime.settings.Texts;
import org.nuanxian.runtime.vault.PersonId;
import org.nuanxian.runtime.vault.Vault;

/** Takes callers in: written down, then queued; the same call twice is one contact. */
final class CallDesk {
  /** What a caller agreed to by staying: the spoken notice. */
  private static final String CONSENT = "spoken";

  /** A call back may come at any hour to who hung up in danger, or asked for it now. */
  private static final Hours ANY = new Hours(0, 24);

  private final Shared shared;
  private final Vault vault;
  private final Settings settings;
  private final CityCode city;
  private final Dispatcher dispatcher;

  CallDesk(Shared shared, Vault vault, Settings settings, CityCode city, Dispatcher dispatcher) {
    this.shared = shared;
    this.vault = vault;
    this.settings = settings;
    this.city = city;
    this.dispatcher = dispatcher;
  }

  /**
   * Completes when the call stands in the queue, with whether all of it is written down: help does
   * not wait for that, and whoever carries the call asks again until it is.
   */
  Future<Boolean> open(Caller caller) {
    UUID request = caller.contact().value();
    return shared
        .intakes()
        .ofRequest(request)
        .compose(before -> before.isPresent() ? keepNumber(caller) : write(caller, request))
        .map(written -> true)
        .otherwise(false)
        .compose(written -> join(caller).map(queued -> written && queued));
  }

  /** Whether the dispatcher has it on record. */
  private Future<Boolean> join(Caller caller) {
    return Future.fromCompletionStage(
        dispatcher
            .telephone()
            .open(
                new Opening(
                    caller.contact(),
                    caller.county(),
                    Medium.VOICE,
                    HotlineChannel.NAME,
                    Level.NONE,
                    false,
                    Optional.empty(),
                    false,
                    false,
                    Set.of(),
                    caller.at())));
  }

  /** Every caller is somebody new: that a number came before proves nothing of who speaks. */
  private Future<Void> write(Caller caller, UUID request) {
    PersonId person = new PersonId(shared.ids().next());
    String number = caller.id().number().map(PhoneNumber::digits).orElse("");
    NewIntake intake =
        new NewIntake(
            caller.contact(),
            person,
            new NewIntake.Request(
                request,
                HotlineChannel.NAME,
                HotlineChannel.NAME,
                number,
                Optional.of(
                    new NewIntake.Call(
                        caller.called(), caller.id().number().isPresent(), caller.id().fit()))),
            new NewIntake.Told(
                city,
                caller.county(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new NewIntake.About(Optional.empty(), Optional.empty(), Optional.empty()),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                CONSENT,
                false,
                Texts.CHINESE),
            Optional.empty(),
            caller.at());
    return vault
        .create(person)
        .compose(key -> {
          Seal seal = new Seal(caller.contact(), key);
          return shared
              .intakes()
              .insert(intake, seal)
              .compose(written ->
                  written && caller.id().fit()
                      ? keep(caller, seal, false)
                      : Future.succeededFuture());
        });
  }

  /** An earlier try may have ended between the two. */
  private Future<Void> keepNumber(Caller caller) {
    if (!caller.id().fit()) {
      return Future.succeededFuture();
    }
    return shared
        .conversations()
        .access(caller.contact())
        .compose(said ->
            shared
                .keepsakes()
                .callback(caller.contact(), said.seal())
                .compose(kept ->
                    kept.isPresent()
                        ? Future.succeededFuture()
                        : keep(caller, said.seal(), false)));
  }

  /** Calls that are not over, as far as is on record. */
  Future<List<ContactId>> open() {
    return shared.keepsakes().openCalls(city);
  }

  /**
   * The caller is gone. Who waited is closed, or called if they are in danger or asked for it, as
   * far as their number leads somewhere.
   */
  Future<Void> hungUp(ContactId contact) {
    return shared
        .conversations()
        .access(contact)
        .compose(said -> shared.keepsakes().callback(contact, said.seal()))
        .compose(number ->
            Future.fromCompletionStage(
                dispatcher.telephone().hungUp(contact, number.map(kept -> ANY))));
  }

  /** The key for danger: red from then on. */
  Future<Void> danger(ContactId contact) {
    return Future.fromCompletionStage(dispatcher.telephone().danger(contact))
        .compose(red -> shared.intakes().danger(contact, true, shared.clock().instant()));
  }

  /**
   * They want to be called, and keep their place.
   *
   * @param safe nobody else answers their telephone
   */
  Future<Void> wishCall(Caller caller, boolean safe) {
    return shared
        .conversations()
        .access(caller.contact())
        .compose(said -> keep(caller, said.seal(), safe))
        .compose(
            kept -> Future.fromCompletionStage(dispatcher.calling().wish(caller.contact(), ANY)));
  }

  /** Somebody listened by the PBX's own table while no server was there. */
  Future<Void> servedWithout(ContactId contact) {
    return Future.fromCompletionStage(dispatcher.telephone().servedWithout(contact));
  }

  /** The number is kept for a call back from the first on, and shown to nobody without need. */
  private Future<Void> keep(Caller caller, Seal seal, boolean safe) {
    CallWish wish = new CallWish(caller.id().number().orElseThrow(), Optional.empty(), safe);
    return shared.keepsakes().callback(caller.contact(), seal, wish, shared.clock().instant());
  }

  /** Another number, told to whoever waits long. */
  Optional<String> otherLine() {
    return OtherLine.of(settings.of(city), dispatcher).map(entry -> entry.number());
  }
}
