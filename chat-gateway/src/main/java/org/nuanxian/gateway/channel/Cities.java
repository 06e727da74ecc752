package org.nuanxian.gateway.channel;

import io.vertx.core.Future;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nuanxian.dispatcher.Dispatcher;
import org.nuanxian.roster.City;
import org.nuanxian.roster.County;
import org.nuanxian.roster.Roster;
import org.nuanxian.runtime.http.Problem;
import org.nuanxian.runtime.id.CityCode;

/** The cities this house serves: those of the roster for which this node has a dispatcher. */
public final class Cities {
  private final Roster roster;
  private final Map<CityCode, Dispatcher> dispatchers;

  /** Cities of the roster, each with its dispatcher on this node; the map may grow. */
  public Cities(Roster roster, Map<CityCode, Dispatcher> dispatchers) {
    this.roster = roster;
    this.dispatchers = Collections.unmodifiableMap(dispatchers);
  }

  /** Who serves whom in that city; fails with 404 for a city this house does not serve. */
  public Dispatcher dispatcher(CityCode city) {
    return Optional.ofNullable(dispatchers.get(city)).orElseThrow(Problem::notFound);
  }

  /** Codes of all cities served. */
  public Set<CityCode> codes() {
    return dispatchers.keySet();
  }

  /** The roster behind. */
  public Roster roster() {
    return roster;
  }

  /** The cities served, in order of code. */
  public Future<List<City>> served() {
    return roster
        .cities()
        .map(all -> all.stream().filter(c -> dispatchers.containsKey(c.code())).toList());
  }

  /** The city of a code; fails with 422 {@code unknown-city}. */
  public Future<City> city(String code) {
    return served()
        .map(all ->
            all.stream()
                .filter(c -> c.code().value().equals(code))
                .findFirst()
                .orElseThrow(
                    () -> Problem.of(422, "unknown-city", "This line does not serve the city.")));
  }

  /** The county of a code within a city; fails with 422 {@code unknown-county}. */
  public static County county(City city, String code) {
    return city.counties().stream()
        .filter(c -> c.code().value().equals(code))
        .findFirst()
        .orElseThrow(() -> Problem.of(422, "unknown-county", "The city has no such county."));
  }

  /** Where somebody is queued who does not say where they are: the first county of the city. */
  public static County assumed(City city) {
    return city.counties().stream()
        .findFirst()
        .orElseThrow(() -> Problem.of(422, "unknown-county", "The city has no county yet."));
  }
}
