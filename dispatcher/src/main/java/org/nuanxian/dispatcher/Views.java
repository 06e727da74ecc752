package org.nuanxian.dispatcher;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.nuanxian.dispatcher.call.NoteTold;
import org.nuanxian.dispatcher.call.ViewContact;
import org.nuanxian.dispatcher.call.ViewVolunteer;
import org.nuanxian.roster.Seat;
import org.nuanxian.roster.VolunteerId;

/** What people may see: the present where Redis is there, what is on record where it is not. */
final class Views {
  private final City city;
  private final Ports ports;
  private final Presences presences;

  Views(City city, Ports ports, Presences presences) {
    this.city = city;
    this.ports = ports;
    this.presences = presences;
  }

  CompletionStage<Place> place(ContactId contact) {
    return city.run(new ViewContact(contact))
        .thenApply(view -> told(view.state(), place(view)))
        .exceptionallyCompose(failure -> recorded(contact));
  }

  /** What is told first is kept: somebody who waits beyond it is noticed, whoever looks. */
  private Place told(ContactState state, Place place) {
    if (!state.told()) {
      Instant now = ports.clock().instant();
      place
          .waitRange()
          .map(range -> new NoteTold(state.id(), now.plusSeconds(range.highSeconds())))
          .ifPresent(city::note);
    }
    return place;
  }

  private Place place(ViewContact.View view) {
    return place(view, view.state().seen());
  }

  /** As a call is carried: what is proposed counts. */
  CompletionStage<CallView> call(ContactId contact) {
    return city.run(new ViewContact(contact))
        .thenApply(view -> {
          ContactState state = view.state();
          Place place = told(state, place(view, state.proposed()));
          return new CallView(place, state.rung());
        })
        .exceptionallyCompose(
            failure -> recorded(contact).thenApply(place -> new CallView(place, List.of())));
  }

  private Place place(ViewContact.View view, ContactState.Seen seen) {
    ContactState state = view.state();
    boolean waits = seen.stage() == Stage.WAITING;
    int place = waits ? view.place() : 0;
    Outlook outlook = ports.duty().outlook();
    Instant now = ports.clock().instant();
    Staffing staffing = staffing(view.serving(), view.calling(), outlook);
    return new Place(
        seen.stage(),
        state.away(),
        state.level(),
        state.danger(),
        place > 0 ? OptionalInt.of(place) : OptionalInt.empty(),
        place > 0
            ? new Estimate(view.serving(), outlook, now).range(place, view.serviceMs())
            : Optional.empty(),
        staffing,
        staffing == Staffing.NOBODY ? outlook.next(now) : Optional.empty(),
        seen.holder(),
        view.holderLost(),
        waits && state.aside(),
        waits
            && (state.returned()
                || (seen.term() > 0 && state.callBack().tries() == 0 && !state.hungUp())),
        seen.stage() == Stage.ACTIVE && state.handover().filter(Handover::open).isPresent(),
        waits && state.waited(ports.now().decided().reach().referral(), ports.clock().instant()),
        state.callBack(),
        seen.term(),
        seen.outcome());
  }

  private static Staffing staffing(int serving, int calling, Outlook outlook) {
    if (serving > 0) {
      return Staffing.BUSY;
    }
    return calling > 0 || outlook.onCall() ? Staffing.ON_CALL_ONLY : Staffing.NOBODY;
  }

  private CompletionStage<Place> recorded(ContactId contact) {
    return ports
        .record()
        .find(List.of(contact))
        .handle((rows, failure) -> {
          if (failure != null) {
            throw new Refusal(Refusal.UNAVAILABLE, failure);
          }
          if (rows.isEmpty()) {
            throw new Refusal(Refusal.UNKNOWN_CONTACT);
          }
          return degraded(rows.getFirst());
        });
  }

  private static Place degraded(Stored row) {
    return new Place(
        row.stage(),
        false,
        row.level(),
        row.danger(),
        OptionalInt.empty(),
        Optional.empty(),
        Staffing.DEGRADED,
        Optional.empty(),
        row.holder(),
        false,
        false,
        row.stage() == Stage.WAITING && row.returned(),
        false,
        false,
        row.callBack(),
        row.term(),
        row.outcome());
  }

  CompletionStage<Work> work(VolunteerId volunteer) {
    return city.run(new ViewVolunteer(volunteer))
        .thenApply(view -> work(volunteer, view))
        .exceptionallyCompose(failure ->
            ports
                .record()
                .heldBy(volunteer)
                .handle((rows, absent) -> {
                  if (absent != null) {
                    throw new Refusal(Refusal.UNAVAILABLE, absent);
                  }
                  return recorded(volunteer, rows);
                }));
  }

  static Work work(VolunteerId volunteer, ViewVolunteer.View view) {
    List<Held> held =
        view.held().stream()
            .filter(state -> state.seen().holder().equals(Optional.of(volunteer)))
            .map(Views::confirmed)
            .sorted(Comparator.comparing(Held::arrival))
            .toList();
    List<Ringing> ringing = new ArrayList<>();
    view.ringing().forEach(ring -> ringing.add(ringing(ring)));
    ringing.sort(Comparator.comparing(Ringing::arrival));
    long revision = view.revision();
    return view.volunteer()
        .map(v ->
            new Work(
                v.status(),
                v.seat(),
                v.media(),
                v.chats(),
                v.pulls(),
                v.onShiftUntil(),
                v.rest(),
                v.connection(),
                held,
                ringing,
                v.asked(),
                revision))
        .orElseGet(() ->
            new Work(
                Status.OFFLINE,
                Seat.AT_DESK,
                Set.of(),
                0,
                false,
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty(),
                held,
                ringing,
                Optional.empty(),
                revision));
  }

  /** Talk goes on without Redis: what the volunteer holds stands in PostgreSQL as well. */
  private Work recorded(VolunteerId volunteer, List<Stored> rows) {
    List<Held> held =
        rows.stream()
            .map(row ->
                new Held(
                    row.id(),
                    row.stage(),
                    row.term(),
                    false,
                    row.leftQuickly(),
                    row.level(),
                    row.levelFrom(),
                    row.danger(),
                    row.origin(),
                    row.channel(),
                    row.arrival(),
                    row.callBack(),
                    false,
                    false,
                    Optional.empty()))
            .toList();
    Optional<Here> here = presences.console(volunteer);
    return new Work(
        here.map(Here::status).orElse(Status.OFFLINE),
        here.map(Here::seat).orElse(Seat.AT_DESK),
        here.map(Here::media).orElse(Set.of()),
        here.map(Here::chats).orElse(0),
        here.map(Here::pulls).orElse(false),
        here.map(Here::onShiftUntil).orElse(Instant.EPOCH),
        Optional.empty(),
        here.map(Here::connection),
        held,
        List.of(),
        Optional.empty(),
        0);
  }

  /** What was proposed and has just been confirmed. */
  static Held held(ContactState state) {
    return held(state, state.stage(), state.term());
  }

  /** What is confirmed, whatever is proposed beyond it. */
  private static Held confirmed(ContactState state) {
    return held(state, state.seen().stage(), state.seen().term());
  }

  private static Held held(ContactState state, Stage stage, long term) {
    return new Held(
        state.id(),
        stage,
        term,
        state.away(),
        state.left(),
        state.level(),
        state.levelFrom(),
        state.danger(),
        state.origin(),
        state.channel(),
        state.arrival(),
        state.callBack(),
        state.byCall(),
        state.reached(),
        state.handover());
  }

  private static Ringing ringing(ViewVolunteer.Ring ring) {
    ContactState state = ring.contact();
    Purpose purpose =
        state.rung().stream()
            .filter(rung -> rung.offer().equals(ring.offer()))
            .map(OpenOffer::purpose)
            .findFirst()
            .orElse(Purpose.SERVE);
    return new Ringing(
        ring.offer(),
        purpose,
        state.id(),
        state.channel(),
        state.origin(),
        state.red() ? Level.RED : state.level(),
        state.reasons(),
        state.arrival(),
        state.returned(),
        ring.remainingMs(),
        state.handover().filter(transfer -> purpose == Purpose.TRANSFER).map(Handover::id));
  }

  /** Succeeds where PostgreSQL says the contact went on from that term to its end. */
  CompletionStage<Void> checkClosed(ContactId contact, long term) {
    return ports
        .record()
        .find(List.of(contact))
        .thenCompose(rows -> {
          if (rows.isEmpty()) {
            return CompletableFuture.failedFuture(new Refusal(Refusal.UNKNOWN_CONTACT));
          }
          Stored row = rows.getFirst();
          return row.stage() == Stage.CLOSED && row.term() > term
              ? CompletableFuture.completedFuture(null)
              : CompletableFuture.failedFuture(new Refusal(Refusal.STALE));
        });
  }
}
