package org.nuanxian.server;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nuanxian.dispatcher.Dispatcher;
import org.nuanxian.roster.City;
import org.nuanxian.roster.Roster;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.redis.Hints;
import org.nuanxian.runtime.settings.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lines of this node, one for each city of the roster. A city that is created while the node
 * runs is served at once: the node that creates it says so on {@code cities}, and every node looks
 * every 30 s. Belongs to the node's loop.
 */
final class CityLines {
  private static final String CHANNEL = "cities";

  /** A lost hint is made good after this. */
  private static final Duration REREAD = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(CityLines.class);

  private final CityLine.Shared shared;
  private final Roster roster;
  private final Settings settings;
  private final Hints hints;
  private final Map<CityCode, CityLine> lines = new HashMap<>();

  /** The same, as the gateway sees it; a dispatcher joins once it stands. */
  private final Map<CityCode, Dispatcher> dispatchers = new HashMap<>();

  /** What is being opened now: two looks at once open nothing twice. */
  private Future<Void> opening = Future.succeededFuture();

  CityLines(CityLine.Shared shared, Settings settings) {
    this.shared = shared;
    this.roster = shared.roster();
    this.hints = shared.hints();
    this.settings = settings;
  }

  /** Opens every city there is, and from now on those that come. */
  Future<Void> start() {
    return hints
        .subscribe(CHANNEL, told -> look())
        .compose(v -> openAll())
        .onSuccess(v -> {
          hints.onGap(this::look);
          shared.vertx().setPeriodic(REREAD.toMillis(), timer -> look());
        });
  }

  private void look() {
    openAll().onFailure(e -> LOG.warn("A city could not be opened; tried again soon", e));
  }

  /** Opens the cities of the roster that are not open on this node, and tells the others. */
  Future<Void> created() {
    hints.publish(CHANNEL, "created");
    return openAll();
  }

  private Future<Void> openAll() {
    opening = opening.transform(before -> roster.cities().compose(this::open));
    return opening;
  }

  private Future<Void> open(List<City> cities) {
    List<Future<Void>> all = new ArrayList<>();
    for (City city : cities) {
      if (!lines.containsKey(city.code())) {
        CityLine line = new CityLine(shared, city);
        all.add(
            Future.all(settings.refresh(city.code()), shared.ladders().refresh(city.code()))
                .compose(read -> line.start())
                .onSuccess(v -> {
                  lines.put(city.code(), line);
                  dispatchers.put(city.code(), line.dispatcher());
                }));
      }
    }
    return Future.all(all).mapEmpty();
  }

  /** The dispatcher of each open city; the map grows. */
  Map<CityCode, Dispatcher> dispatchers() {
    return dispatchers;
  }

  /** Whether every open city may decide. */
  boolean ready() {
    return lines.values().stream().allMatch(line -> line.dispatcher().ready());
  }

  /** Says to the other servers that this one is about to end. */
  void sayGoodbye() {
    lines.values().forEach(CityLine::sayGoodbye);
  }

  /** Stops deciding, and waits for what PostgreSQL was told. */
  Future<Void> close() {
    Collection<CityLine> all = lines.values();
    return Future.join(all.stream().map(CityLine::close).toList()).mapEmpty();
  }
}
