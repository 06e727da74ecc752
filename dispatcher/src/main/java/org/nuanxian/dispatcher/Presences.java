package org.nuanxian.dispatcher;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.nuanxian.dispatcher.call.AttachSeeker;
import org.nuanxian.dispatcher.call.AttachVolunteer;
import org.nuanxian.dispatcher.call.ByConsole;
import org.nuanxian.dispatcher.call.Call;
import org.nuanxian.dispatcher.call.DetachSeeker;
import org.nuanxian.dispatcher.call.DetachVolunteer;
import org.nuanxian.dispatcher.call.EndNode;
import org.nuanxian.dispatcher.call.Moved;
import org.nuanxian.dispatcher.call.Presence;
import org.nuanxian.dispatcher.call.RenewNode;
import org.nuanxian.dispatcher.call.SetShift;
import org.nuanxian.roster.OnShift;
import org.nuanxian.roster.Volunteer;
import org.nuanxian.roster.VolunteerId;

/** The connections that are open on this node, announced anew whenever Redis may not know them. */
final class Presences {
  private final City city;
  private final NodeId node;
  private final ServerName server;
  private final Ports ports;
  private final MeterRegistry metrics;

  /** Consoles on this node, the newest of each volunteer. */
  private final Map<VolunteerId, Here> consoles = new HashMap<>();

  /** Help seekers' connections on this node. */
  private final Map<ContactId, Set<ConnectionId>> seekers = new HashMap<>();

  /** Closed connections Redis may not have heard of, and how to say it. */
  private final Map<ConnectionId, Call<?>> departed = new HashMap<>();

  /** Somebody came whom Redis may not have heard of. */
  private boolean unheard;

  /** Goodbye was said: whoever is still here is lost when the lease ends. */
  private boolean leaving;

  Presences(City city, Ports ports, Dispatcher.Setting setting) {
    this.city = city;
    this.ports = ports;
    this.node = setting.node();
    this.server = setting.server();
    this.metrics = setting.metrics();
  }

  void add(Here here) {
    consoles.put(here.volunteer(), here);
  }

  Optional<Here> console(VolunteerId volunteer, ConnectionId connection) {
    return Optional.ofNullable(consoles.get(volunteer))
        .filter(here -> here.connection().equals(connection));
  }

  Optional<Here> console(VolunteerId volunteer) {
    return Optional.ofNullable(consoles.get(volunteer));
  }

  void remove(VolunteerId volunteer, ConnectionId connection) {
    console(volunteer, connection).ifPresent(here -> consoles.remove(volunteer));
  }

  void change(VolunteerId volunteer, ConnectionId connection, UnaryOperator<Here> change) {
    console(volunteer, connection).ifPresent(here -> consoles.put(volunteer, change.apply(here)));
  }

  void add(ContactId contact, ConnectionId connection) {
    seekers.computeIfAbsent(contact, id -> new HashSet<>()).add(connection);
  }

  void remove(ContactId contact, ConnectionId connection) {
    Set<ConnectionId> open = seekers.get(contact);
    if (open != null && open.remove(connection) && open.isEmpty()) {
      seekers.remove(contact);
    }
  }

  /** Nobody is to miss this server; what is here is still served until the lease ends. */
  CompletionStage<Void> sayGoodbye() {
    leaving = true;
    return city.run(new EndNode(node, server)).thenApply(said -> null);
  }

  /** Joins the city and says what is here; completes when Redis has heard everything. */
  CompletionStage<Void> announce() {
    if (leaving) {
      return CompletableFuture.completedFuture(null);
    }
    return city.run(RenewNode.joining(node, server)).thenCompose(joined -> announceAll());
  }

  /** Says again what Redis may not have heard: who came while it was away, and who left. */
  CompletionStage<Void> settle() {
    List<CompletableFuture<?>> all = new ArrayList<>();
    Map.copyOf(departed).forEach((connection, call) -> all.add(depart(connection, call)));
    if (unheard) {
      all.add(announceAll().toCompletableFuture());
    }
    return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
  }

  /** Says again which consoles are here: an older one may have been taken for the newer. */
  CompletionStage<Void> confirmConsoles() {
    List<CompletableFuture<?>> all = new ArrayList<>();
    for (Here here : List.copyOf(consoles.values())) {
      all.add(quietly(arrive(here, true)));
    }
    return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
  }

  private CompletionStage<Void> announceAll() {
    unheard = false;
    List<CompletableFuture<?>> all = new ArrayList<>();
    all.add(confirmConsoles().toCompletableFuture());
    Map<ContactId, Set<ConnectionId>> open = new HashMap<>();
    seekers.forEach((contact, connections) -> open.put(contact, Set.copyOf(connections)));
    open.forEach((contact, connections) ->
        connections.forEach(connection -> all.add(quietly(arrive(contact, connection)))));
    return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).thenRun(city::match);
  }

  /**
   * Does what a console of this node asks. If Redis does not know that it is here, because the
   * present was just built anew or the lease ran out, it is announced first; only a console that
   * nobody knows is told that it is not present.
   */
  <T> CompletionStage<T> asking(
      VolunteerId volunteer, ConnectionId connection, Supplier<CompletionStage<T>> act) {
    return act.get()
        .exceptionallyCompose(failure -> {
          Optional<Here> here = console(volunteer, connection);
          return here.isPresent() && notPresent(failure)
              ? arrive(here.get(), true)
                  .thenCompose(heard -> act.get())
                  .exceptionallyCompose(again -> CompletableFuture.failedFuture(passing(again)))
              : CompletableFuture.failedFuture(City.cause(failure));
        });
  }

  /** The same, of what moves a contact. */
  CompletionStage<Moved> move(ByConsole call) {
    return asking(call.volunteer(), call.connection(), () -> city.move(call));
  }

  private static boolean notPresent(Throwable failure) {
    return City.cause(failure) instanceof Refusal refusal
        && refusal.code().equals(Refusal.NOT_PRESENT);
  }

  /** Lost twice within one request: the console is here all the same, and may ask again. */
  private static Throwable passing(Throwable failure) {
    return notPresent(failure)
        ? new Refusal(Refusal.UNAVAILABLE, City.cause(failure))
        : City.cause(failure);
  }

  /** Tells Redis of a console; what was not heard is said again later. */
  CompletionStage<Presence> arrive(Here here, boolean again) {
    return city.run(new AttachVolunteer(here, node, again))
        .whenComplete((heard, failure) -> {
          unheard |= unavailable(failure);
          if (console(here.volunteer(), here.connection()).isEmpty()) {
            // It closed meanwhile, and Redis may have heard that first.
            leave(here.volunteer(), here.connection());
          }
        });
  }

  /** Tells Redis of a connection of a help seeker. */
  CompletionStage<Moved> arrive(ContactId contact, ConnectionId connection) {
    return city.run(new AttachSeeker(contact, connection, node))
        .whenComplete((heard, failure) -> {
          unheard |= unavailable(failure);
          if (!seekers.getOrDefault(contact, Set.of()).contains(connection)) {
            leave(contact, connection);
          }
        });
  }

  /** Owes Redis the news that a console closed. */
  void leave(VolunteerId volunteer, ConnectionId connection) {
    departed.put(connection, new DetachVolunteer(volunteer, connection));
  }

  /** Owes Redis the news that a connection of a help seeker closed. */
  void leave(ContactId contact, ConnectionId connection) {
    departed.put(connection, new DetachSeeker(contact, connection));
  }

  private CompletableFuture<?> depart(ConnectionId connection, Call<?> call) {
    return city.run(call)
        .handle((heard, failure) -> {
          if (!unavailable(failure)) {
            departed.remove(connection);
          }
          return heard;
        })
        .toCompletableFuture();
  }

  private static boolean unavailable(Throwable failure) {
    return failure != null && City.refusal(City.cause(failure)).code().equals(Refusal.UNAVAILABLE);
  }

  /** One that was displaced or is over must not keep the others from being announced. */
  private CompletableFuture<?> quietly(CompletionStage<?> announced) {
    return announced
        .handle((done, failure) -> {
          if (failure != null) {
            metrics.counter("dispatcher.announce.refused").increment();
          }
          return done;
        })
        .toCompletableFuture();
  }

  /** Reads the roster for everybody here, and tells Redis what changed. */
  CompletionStage<Void> checkShifts() {
    Instant at = ports.clock().instant();
    List<CompletableFuture<?>> all = new ArrayList<>();
    for (Here here : List.copyOf(consoles.values())) {
      all.add(
          ports
              .duty()
              .onShift(here.volunteer(), at)
              .thenCombine(
                  ports.duty().volunteer(here.volunteer()),
                  (shift, person) ->
                      here.by(
                          person.map(who -> can(here, who)).orElse(here.can()),
                          shift.map(OnShift::to).orElse(Instant.EPOCH)))
              .thenCompose(now -> tell(here, now))
              .toCompletableFuture());
    }
    return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
  }

  /** Whether somebody supervises is known from the session alone. */
  private static int can(Here here, Volunteer person) {
    return Stored.can(person) | (here.can() & Stored.SUPERVISES);
  }

  private CompletionStage<?> tell(Here before, Here now) {
    if (now.equals(before)) {
      return CompletableFuture.completedFuture(null);
    }
    // Remembered once Redis has heard it, else told again.
    return city.run(new SetShift(now.volunteer(), now.onShiftUntil(), now.can()))
        .thenAccept(heard -> {
          change(
              now.volunteer(), now.connection(), known -> known.by(now.can(), now.onShiftUntil()));
          city.matched(heard);
        });
  }
}
