package org.nuanxian.gateway.channel.hotline;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.nuanxian.dispatcher.ConnectionId;
import org.nuanxian.dispatcher.Dispatcher;
import org.nuanxian.dispatcher.Notices;
import org.nuanxian.dispatcher.Purpose;
import org.nuanxian.dispatcher.Status;
import org.nuanxian.dispatcher.VolunteerState;
import org.nuanxian.dispatcher.Wanted;
import org.nuanxian.gateway.channel.Shared;
import org.nuanxian.roster.City;
import org.nuanxian.roster.County;
import org.nuanxian.roster.Medium;
import org.nuanxian.roster.OnShift;
import org.nuanxian.roster.Seat;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.id.CityCode;

/**
 * People on call at home (听班) who told a telephone and have no console open: they are there by
 * their telephone, for calls. Whoever opens a console is there by that. Kept by the node that
 * speaks to the PBX; asked again and again, so that whoever comes next finds it as it must be.
 */
final class OnCallPhones {
  /** Who let it ring twice is asked again after this, as by SMS. */
  private static final Duration AGAIN = Duration.ofMinutes(30);

  private static final Wanted READY =
      new Wanted(Status.READY, Seat.ON_CALL, Set.of(Medium.VOICE), 1, true, false);

  private final Shared shared;
  private final CityCode city;
  private final Dispatcher dispatcher;
  private final Function<VolunteerId, Future<Optional<String>>> numbers;
  private final Map<VolunteerId, Telephone> telephones = new HashMap<>();

  /** A look is under way. */
  private boolean looking;

  private boolean ended;

  /**
   * Somebody who is there by their telephone.
   *
   * @param missed since when they are on a break because it rang in vain
   */
  private record Telephone(
      ConnectionId connection, Notices.Watch watch, Optional<Instant> missed) {}

  OnCallPhones(
      Shared shared,
      CityCode city,
      Dispatcher dispatcher,
      Function<VolunteerId, Future<Optional<String>>> numbers) {
    this.shared = shared;
    this.city = city;
    this.dispatcher = dispatcher;
    this.numbers = numbers;
  }

  /** Makes it as the roster and the consoles say. */
  void look() {
    if (looking || ended) {
      return;
    }
    looking = true;
    Future<List<OnShift>> onShift =
        shared.cities().roster().onShift(city, shared.clock().instant());
    Future<Map<VolunteerId, VolunteerState>> here =
        shared.cities().city(city.value()).compose(this::here);
    Future.all(onShift, here)
        .onSuccess(both -> settle(onShift.result(), here.result()))
        .onFailure(away -> shared.swallowed("hotline"))
        .onComplete(done -> looking = false);
  }

  private Future<Map<VolunteerId, VolunteerState>> here(City city) {
    return Future.fromCompletionStage(
            dispatcher.view(city.counties().stream().map(County::code).toList()))
        .map(view ->
            view.volunteers().stream()
                .collect(Collectors.toMap(VolunteerState::id, one -> one, (one, same) -> one)));
  }

  private void settle(List<OnShift> onShift, Map<VolunteerId, VolunteerState> here) {
    if (ended) {
      return;
    }
    Set<VolunteerId> onCall =
        onShift.stream()
            .filter(shift -> shift.seat() == Seat.ON_CALL)
            .map(OnShift::volunteer)
            .collect(Collectors.toSet());
    for (VolunteerId volunteer : Set.copyOf(telephones.keySet())) {
      Optional<VolunteerState> state = Optional.ofNullable(here.get(volunteer));
      if (!onCall.contains(volunteer) || !isOurs(volunteer, state)) {
        leave(volunteer);
      } else {
        state.ifPresent(one -> wake(volunteer, one));
      }
    }
    for (VolunteerId volunteer : onCall) {
      boolean elsewhere =
          Optional.ofNullable(here.get(volunteer)).flatMap(VolunteerState::connection).isPresent();
      if (!elsewhere && !telephones.containsKey(volunteer)) {
        numbers
            .apply(volunteer)
            .onSuccess(number -> number.ifPresent(known -> come(volunteer)))
            .onFailure(away -> shared.swallowed("hotline"));
      }
    }
  }

  /**
   * A console that they opened counts instead; one that Redis has lost is announced by its node.
   */
  private boolean isOurs(VolunteerId volunteer, Optional<VolunteerState> state) {
    return state
        .flatMap(VolunteerState::connection)
        .map(connection -> connection.equals(telephones.get(volunteer).connection()))
        .orElse(true);
  }

  private void come(VolunteerId volunteer) {
    if (ended || telephones.containsKey(volunteer)) {
      return;
    }
    ConnectionId connection = new ConnectionId(shared.ids().next());
    Notices.Watch watch =
        dispatcher.watchVolunteer(volunteer, revision -> declineCallBacks(volunteer));
    telephones.put(volunteer, new Telephone(connection, watch, Optional.empty()));
    Future.fromCompletionStage(dispatcher.attach(volunteer, connection, false))
        .compose(work -> ready(volunteer, connection))
        .onFailure(refused -> leave(volunteer)); // looked at again before long
  }

  private Future<Void> ready(VolunteerId volunteer, ConnectionId connection) {
    return Future.fromCompletionStage(dispatcher.setPresence(volunteer, connection, READY))
        .mapEmpty();
  }

  /** A telephone cannot say that they are back. */
  private void wake(VolunteerId volunteer, VolunteerState state) {
    Telephone telephone = telephones.get(volunteer);
    Instant now = shared.clock().instant();
    if (state.status() != Status.ON_BREAK) {
      telephones.put(
          volunteer, new Telephone(telephone.connection(), telephone.watch(), Optional.empty()));
    } else if (telephone.missed().isEmpty()) {
      telephones.put(
          volunteer, new Telephone(telephone.connection(), telephone.watch(), Optional.of(now)));
    } else if (!now.isBefore(telephone.missed().get().plus(AGAIN))) {
      ready(volunteer, telephone.connection()).onFailure(away -> shared.swallowed("hotline"));
    }
  }

  /** Who calls somebody back says what came of it on a console: the next one is asked. */
  private void declineCallBacks(VolunteerId volunteer) {
    Telephone telephone = telephones.get(volunteer);
    if (telephone == null) {
      return;
    }
    Future.fromCompletionStage(dispatcher.work(volunteer))
        .onSuccess(work ->
            work.offers().stream()
                .filter(offer -> offer.purpose() == Purpose.CALLBACK)
                .forEach(offer ->
                    Future.fromCompletionStage(
                            dispatcher.decline(volunteer, telephone.connection(), offer.id()))
                        .onFailure(gone -> shared.swallowed("hotline"))))
        .onFailure(away -> shared.swallowed("hotline"));
  }

  private void leave(VolunteerId volunteer) {
    Telephone telephone = telephones.remove(volunteer);
    if (telephone != null) {
      telephone.watch().close();
      Future.fromCompletionStage(dispatcher.detach(volunteer, telephone.connection()))
          .onFailure(away -> shared.swallowed("hotline"));
    }
  }

  /** Another node keeps them from now on. */
  void end() {
    ended = true;
    Set.copyOf(telephones.keySet()).forEach(this::leave);
  }
}
