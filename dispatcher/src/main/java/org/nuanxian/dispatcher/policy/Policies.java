package org.nuanxian.dispatcher.policy;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.metrics.Names;
import org.nuanxian.runtime.postgres.Database;
import org.nuanxian.runtime.redis.Hints;

/**
 * What each city of this node has decided, kept in memory and put into its scripts. A change
 * publishes the city's code on {@code policy}; every node reads that city again then, after a gap,
 * and every 30 s. What cannot be read leaves what is known. Belongs to the node's loop.
 */
public final class Policies {
  private static final String CHANNEL = "policy";

  /** A lost hint is made good after this. */
  private static final Duration REREAD = Duration.ofSeconds(30);

  private final Vertx vertx;
  private final Hints hints;
  private final PolicyRows rows;
  private final CityPolicy shipped;
  private final Counter failed;

  /** What was read last, by city. */
  private final Map<CityCode, CityPolicy> known = new HashMap<>();

  /** Who is told of what a city decides. */
  private final Map<CityCode, Consumer<CityPolicy>> followers = new HashMap<>();

  /**
   * What stands.
   *
   * @param version grows with each change; 1 is what the configuration says
   */
  public record Standing(int version, CityPolicy policy) {}

  /**
   * A version, and who wrote it.
   *
   * @param name of a member of staff, for colleagues
   */
  record Change(int version, String name, Instant at) {}

  /** The policies in this database; the shipped one holds where nobody decided anything. */
  public Policies(
      Vertx vertx, Database database, Hints hints, CityPolicy shipped, MeterRegistry metrics) {
    this.vertx = vertx;
    this.hints = hints;
    this.rows = new PolicyRows(database, shipped);
    this.shipped = shipped;
    this.failed = metrics.counter(Names.SETTINGS_FAILED);
  }

  /** Listens for changes. */
  public Future<Void> start() {
    vertx.setPeriodic(REREAD.toMillis(), timer -> refreshAll());
    hints.onGap(this::refreshAll);
    return hints.subscribe(
        CHANNEL,
        code -> {
          if (code.matches("[0-9]{6}")) {
            refresh(new CityCode(code)).onFailure(away -> failed.increment());
          }
        });
  }

  /** Reads what a city has decided; from now on the follower is told, each time it is read. */
  public Future<Void> follow(CityCode city, Consumer<CityPolicy> follower) {
    followers.put(city, follower);
    return refresh(city);
  }

  /** What a city has decided, as it was read last. */
  public CityPolicy of(CityCode city) {
    return known.getOrDefault(city, shipped);
  }

  /** What holds where nobody decided anything. */
  CityPolicy shipped() {
    return shipped;
  }

  PolicyRows rows() {
    return rows;
  }

  /** Tells every node, this one included. */
  Future<Void> changed(CityCode city) {
    hints.publish(CHANNEL, city.value());
    return refresh(city);
  }

  private Future<Void> refresh(CityCode city) {
    Consumer<CityPolicy> follower = followers.get(city);
    if (follower == null) {
      return Future.succeededFuture();
    }
    return rows.read(city)
        .map(standing -> {
          known.put(city, standing.policy());
          follower.accept(standing.policy());
          return null;
        });
  }

  private void refreshAll() {
    followers.keySet().forEach(city -> refresh(city).onFailure(away -> failed.increment()));
  }
}
