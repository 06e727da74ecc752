package org.nuanxian.server;

import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.nuanxian.runtime.config.Config;
import org.nuanxian.server.testing.Await;
import org.nuanxian.server.testing.Installation;
import picocli.CommandLine;

/**
 * A whole node in the process of the test, with the demo city, whose time stands still until the
 * test lets it pass. Stores, sockets and pages are real; so is what guards them, like the silence
 * of a connection. What the time decides happens at the time it says: offers, rests, ladders,
 * shifts, sessions.
 */
public final class TimedNode implements AutoCloseable {
  private static final Duration STOP_MAX = Duration.ofSeconds(9);

  private final Installation installation;
  private final Path data;
  private final Service service;
  private final String lastTick;

  /** The present; moved by the test, read by the node. */
  private volatile Instant now;

  private TimedNode(Installation installation, Path data, String city, Instant start) {
    this.installation = installation;
    this.data = data;
    this.lastTick = "HGET {" + city + "}:head tick";
    this.now = start;
    Flags flags =
        CommandLine.populateCommand(
            new Flags(),
            "--demo",
            "--data=" + data,
            "--config=" + installation.config(),
            "--port=0",
            "--admin-port=0");
    Config config = flags.read(Map.of());
    Ground ground = Ground.open(flags, config, new SecureRandom());
    Time time = new Time(() -> now, () -> Long.toString(now.toEpochMilli()));
    this.service = Service.start(config, ground, time);
  }

  /**
   * Starts a node on this installation, which has not seen a later time.
   *
   * @param data its data directory
   * @param city the code of the demo's city
   * @param start its first present
   */
  public static TimedNode start(Installation installation, Path data, String city, Instant start) {
    // Neither a node nor Redis is away while the test holds the time or lets hours pass at once.
    installation
        .timing("node-lease", "24h")
        .timing("tick-gap", "24h")
        .timing("socket-idle", "24h")
        .timing("tick", "20ms")
        .timing("reread", "200ms")
        .timing("shift-check", "200ms");
    return new TimedNode(installation, data, city, start);
  }

  /** Where its pages are. */
  public URI base() {
    return URI.create(service.baseUrl());
  }

  /** Its data directory. */
  public Path data() {
    return data;
  }

  /** The present. */
  public Instant now() {
    return now;
  }

  /**
   * Lets time pass. After each step all that is due by then is done.
   *
   * @param step what is due within one happens at its end
   */
  public void pass(Duration whole, Duration step) {
    Instant end = now.plus(whole);
    while (now.isBefore(end)) {
      Instant next = now.plus(step);
      now = next.isAfter(end) ? end : next;
      String ms = Long.toString(now.toEpochMilli());
      Await.until("the city's clock shows " + now, () -> installation.redis(lastTick).equals(ms));
    }
  }

  @Override
  public void close() {
    service.stop(STOP_MAX);
  }
}
