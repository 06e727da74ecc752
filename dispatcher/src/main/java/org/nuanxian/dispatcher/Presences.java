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
import java.util.function.UnaryOperator;
import org.nuanxian.dispatcher.call.AttachSeeker;
import org.nuanxian.dispatcher.call.AttachVolunteer;
import org.nuanxian.dispatcher.call.RenewNode;
import org.nuanxian.dispatcher.call.SetShift;
import org.nuanxian.roster.OnShift;
import org.nuanxian.roster.VolunteerId;

/** The connections that are open on this node, announced anew whenever Redis may not know them. */
final class Presences {
  private final City city;
  private final NodeId node;
  private final Ports ports;
  private final MeterRegistry metrics;

  /** Consoles on this node, the newest of each volunteer. */
  private final Map<VolunteerId, Here> consoles = new HashMap<>();

  /** Help seekers' connections on this node. */
  private final Map<ContactId, Set<ConnectionId>> seekers = new HashMap<>();

  Presences(City city, Ports ports, Dispatcher.Setting setting) {
    this.city = city;
    this.ports = ports;
    this.node = setting.node();
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

  /** Joins the city and says what is here; completes when Redis has heard everything. */
  CompletionStage<Void> announce() {
    return city.run(new RenewNode(node, true)).thenCompose(joined -> announceAll());
  }

  private CompletionStage<Void> announceAll() {
    List<CompletableFuture<?>> all = new ArrayList<>();
    for (Here here : consoles.values()) {
      all.add(quietly(city.run(new AttachVolunteer(here, node, true))));
    }
    seekers.forEach((contact, connections) ->
        connections.forEach(
            connection -> all.add(quietly(city.run(new AttachSeeker(contact, connection, node))))));
    return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).thenRun(city::match);
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
              .thenCompose(shift -> tell(here, shift.map(OnShift::to).orElse(Instant.EPOCH)))
              .toCompletableFuture());
    }
    return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
  }

  private CompletionStage<?> tell(Here here, Instant until) {
    if (here.onShiftUntil().equals(until)) {
      return CompletableFuture.completedFuture(null);
    }
    change(here.volunteer(), here.connection(), known -> known.onShift(until));
    return city.run(new SetShift(here.volunteer(), until));
  }
}
