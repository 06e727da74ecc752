package org.nuanxian.runtime.settings;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.metrics.Names;
import org.nuanxian.runtime.postgres.Database;
import org.nuanxian.runtime.redis.Hints;

/**
 * What is true for each city now, kept in memory so that it is there when nothing else is. See
 * {@code ops/docs/settings.md}.
 *
 * <p>Tables {@code settings.*}, written by the changes of this package only. Each change publishes
 * the city's code on {@code settings}; every node reads that city again then, after a gap, and
 * every 30 s. Belongs to the node's loop.
 */
public final class Settings {
  /** The schema to migrate before. */
  public static final String SCHEMA = "settings";

  private static final String CHANNEL = "settings";

  /** A lost hint is made good after this. */
  private static final Duration REREAD = Duration.ofSeconds(30);

  private final Vertx vertx;
  private final Hints hints;
  private final SettingsReader reader;
  private final Counter failed;

  /** What was read last, by city; written on the node's loop only. */
  private final Map<CityCode, CitySettings> known = new HashMap<>();

  /** Settings in this database, with hints to the other nodes. */
  public Settings(Vertx vertx, Database database, Hints hints, MeterRegistry metrics) {
    this.vertx = vertx;
    this.hints = hints;
    this.reader = new SettingsReader(database.client());
    this.failed = metrics.counter(Names.SETTINGS_FAILED);
  }

  /** Listens for changes of other nodes. */
  public Future<Void> start() {
    vertx.setPeriodic(REREAD.toMillis(), t -> refreshAll());
    hints.onGap(this::refreshAll);
    return hints.subscribe(
        CHANNEL,
        city -> {
          if (city.matches("[0-9]{6}")) {
            refresh(new CityCode(city)).onFailure(away -> failed.increment());
          }
        });
  }

  /** Reads a city; from now on it is kept up to date. On failure what is known stays. */
  public Future<CitySettings> refresh(CityCode city) {
    return reader.read(city).onSuccess(read -> known.put(city, read));
  }

  /** What holds where nobody decided anything yet. */
  public static CitySettings shipped() {
    return CitySettings.shipped();
  }

  /** What is true for a city, as it was read last; the shipped defaults, and closed, until then. */
  public CitySettings of(CityCode city) {
    return known.getOrDefault(city, CitySettings.shipped());
  }

  /** Tells every node, this one included, that something of a city was decided. */
  Future<Void> changed(CityCode city) {
    hints.publish(CHANNEL, city.value());
    return refresh(city).mapEmpty();
  }

  private void refreshAll() {
    known.keySet().forEach(city -> refresh(city).onFailure(away -> failed.increment()));
  }
}
