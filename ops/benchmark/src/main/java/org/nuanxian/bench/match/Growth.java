package org.nuanxian.bench.match;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.nuanxian.bench.InFlight;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.dispatcher.Status;

/**
 * What one match costs Redis when there is more of everything. The CPU that idle cities use anyway
 * is measured once in each round and taken off.
 */
final class Growth implements AutoCloseable {
  private static final int BREAKING = 20;

  private final Clients clients;
  private final List<City> opened = new ArrayList<>();

  /** CPU of Redis, in microseconds for each nanosecond, while nobody does anything. */
  private double idlePerNano;

  Growth(Clients clients) {
    this.clients = clients;
  }

  /** A contact comes, one of many free volunteers is offered it, the person leaves again. */
  double comingAndGoing(List<City> cities, int matches) {
    return cost(
        matches,
        i -> cities.get(i % cities.size()),
        city -> city.open().compose(contact -> leave(city, contact)));
  }

  private static Future<Void> leave(City city, ContactId contact) {
    return city.future(city.dispatcher().leave(contact));
  }

  /** One volunteer becomes ready, is offered the oldest of many who wait, and takes a break. */
  double readyAndBreak(City city, int matches) {
    City.Person person = city.people().getFirst();
    return cost(
        matches,
        i -> city,
        one ->
            one.present(person, Status.READY).compose(v -> one.present(person, Status.ON_BREAK)));
  }

  private double cost(int matches, IntFunction<City> which, Function<City, Future<Void>> match) {
    double before = clients.redisCpuMicros();
    long start = System.nanoTime();
    clients.run(() -> InFlight.run(matches, 1, i -> match.apply(which.apply(i))));
    double idle = idlePerNano * (System.nanoTime() - start);
    return Math.max(0, clients.redisCpuMicros() - before - idle) / matches;
  }

  /** Begins a round: measures what all the cities use that are open. */
  void idle() {
    double before = clients.redisCpuMicros();
    long start = System.nanoTime();
    clients.run(() -> clients.vertx().timer(1, TimeUnit.SECONDS));
    idlePerNano = (clients.redisCpuMicros() - before) / (System.nanoTime() - start);
  }

  /** A city in which contacts wait and all volunteers are on a break. */
  City queue(int number, int waiting) {
    City city = new City(clients, number);
    city.addPeople(BREAKING, Status.ON_BREAK);
    city.addWaiting(waiting);
    opened.add(city);
    return city;
  }

  /** Ends all cities. */
  @Override
  public void close() {
    opened.forEach(City::close);
  }

  /** A city with so many nodes and some free volunteers at each. */
  List<City> onNodes(int number, int nodes, int people) {
    City city = new City(clients, number, nodes);
    city.addPeople(people, Status.READY);
    opened.add(city);
    return List.of(city);
  }

  /** So many cities, each with some free volunteers. */
  List<City> cities(int from, int number, int people) {
    List<City> cities = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      City city = new City(clients, from + i);
      city.addPeople(people, Status.READY);
      cities.add(city);
      opened.add(city);
    }
    return cities;
  }
}
