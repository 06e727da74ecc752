package org.nuanxian.server.fault;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nuanxian.runtime.config.PostgresConfig;
import org.nuanxian.runtime.testing.Sentinels;
import org.nuanxian.runtime.testing.phone.Pbx;
import org.nuanxian.server.testing.Await;
import org.nuanxian.server.testing.Installation;
import org.nuanxian.server.testing.Network;
import org.nuanxian.server.testing.Node;
import org.nuanxian.server.testing.OwnEngines;

/**
 * The demo city on an installation with short deadlines, its pages, and its record. Each test takes
 * a county of its own; contacts stay in their county.
 */
final class Town implements AutoCloseable {
  private static final List<String> COUNTIES =
      List.of(
          "360802", "360803", "360821", "360822", "360823", "360824", "360825", "360826", "360827",
          "360828", "360829", "360830", "360881");

  /** Deadlines of seconds instead of tens of seconds, in the same order as the real ones. */
  private static final Map<String, String> BRISK =
      Map.ofEntries(
          Map.entry("node-lease", "3s"),
          Map.entry("lease-renew", "500ms"),
          Map.entry("tick", "200ms"),
          Map.entry("tick-gap", "1500ms"),
          Map.entry("grace", "3s"),
          Map.entry("offer-chat", "20s"),
          Map.entry("offer-red", "8s"),
          Map.entry("widen", "20m"),
          Map.entry("decline-rest", "500ms"),
          Map.entry("expire-rest", "500ms"),
          // The volunteers are machines.
          Map.entry("red-rest", "0s"),
          Map.entry("shift-contacts", "0"),
          Map.entry("night-contacts", "0"),
          Map.entry("missed-offers", "0"),
          Map.entry("audit", "1s"),
          Map.entry("reread", "1s"),
          Map.entry("socket-idle", "6s"),
          Map.entry("shift-check", "5s"));

  /** What stands apart from the nodes; empty when the one node runs engines of its own. */
  private final Optional<Installation> installation;

  private final List<Node> nodes = new ArrayList<>();
  private final List<SeekerClient> seekers = new ArrayList<>();
  private final List<VolunteerClient> volunteers = new ArrayList<>();
  private final List<Network> networks = new ArrayList<>();

  /** Counties that tests took so far. */
  private int taken;

  private Town(Optional<Installation> installation) {
    this.installation = installation;
  }

  /** A town with so many nodes, all ready. */
  static Town open(Path directory, String... nodes) {
    return open(directory, Map.of(), nodes);
  }

  /** A town with other deadlines in the place of some brisk ones. */
  static Town open(Path directory, Map<String, String> timing, String... nodes) {
    Installation installation = Installation.open(directory);
    BRISK.forEach(installation::timing);
    timing.forEach(installation::timing);
    return open(installation, nodes);
  }

  /** A town with a hotline: each county is called by its code. */
  static Town with(Pbx pbx, Path directory, String... nodes) {
    String[] numbers = COUNTIES.stream().map(c -> c + "=" + c).toArray(String[]::new);
    Installation installation = Installation.open(directory).hotline(pbx.config(numbers));
    BRISK.forEach(installation::timing);
    return open(installation, nodes);
  }

  /** A town whose Redis is found through sentinels. */
  static Town behind(Sentinels sentinels, Path directory, String... nodes) {
    Installation installation = Installation.open(directory).redis(sentinels.config(0));
    BRISK.forEach(installation::timing);
    return open(installation, nodes);
  }

  private static Town open(Installation installation, String... nodes) {
    Town town = new Town(Optional.of(installation));
    try {
      Arrays.stream(nodes).forEach(name -> town.nodes.add(installation.node(name)));
    } catch (RuntimeException | AssertionError e) {
      town.close(); // a failed start leaves no processes behind
      throw e;
    }
    return town;
  }

  /** One more node, ready. */
  void add(String name) {
    nodes.add(installation().node(name));
  }

  /** A town with one node that runs its own engines. */
  static Town alone(Path directory) throws IOException {
    StringBuilder text = new StringBuilder("timing:\n");
    BRISK.forEach((key, value) -> text.append("  " + key + ": " + value + "\n"));
    Path config = Files.writeString(directory.resolve("brisk.yaml"), text);
    Town town = new Town(Optional.empty());
    town.nodes.add(
        new Node("alone", directory.resolve("data"), List.of("--config=" + config, "--demo")));
    try {
      town.node(0).start();
    } catch (RuntimeException | AssertionError e) {
      town.close();
      throw e;
    }
    return town;
  }

  /** The engines of the node that stands alone. */
  OwnEngines engines() {
    return new OwnEngines(node(0).data());
  }

  Installation installation() {
    return installation.orElseThrow();
  }

  Node node(int n) {
    return nodes.get(n);
  }

  /** A county that no other test of this town uses. */
  synchronized String county() {
    return COUNTIES.get(taken++);
  }

  /** Addresses of nodes, in the order in which a page tries them. */
  List<URI> at(int... order) {
    return Arrays.stream(order).mapToObj(n -> nodes.get(n).base()).toList();
  }

  /** A volunteer of the county who is on shift for a while. */
  VolunteerClient volunteer(String county, int nth, List<URI> bases) {
    VolunteerClient page =
        VolunteerClient.open("volunteer " + nth + " of " + county, account(county, nth), bases);
    volunteers.add(page);
    return page;
  }

  /** The county's supervisor, who is off duty and reads along; ended by the test. */
  VolunteerClient supervisor(String county, List<URI> bases) {
    String username = "supervisor-" + county;
    try (Ledger ledger = ledger()) {
      return VolunteerClient.open(username, account(ledger.person(username)), bases);
    }
  }

  private VolunteerClient.Account account(String county, int nth) {
    try (Ledger ledger = ledger()) {
      return account(ledger.atDesk(county).get(nth));
    }
  }

  VolunteerClient.Account account(Ledger.Person person) {
    return demo().getJsonArray("accounts").stream()
        .map(JsonObject.class::cast)
        .filter(account -> account.getString("username").equals(person.username()))
        .findFirst()
        .map(account ->
            new VolunteerClient.Account(
                person.id(), person.username(), account.getString("password")))
        .orElseThrow();
  }

  private JsonObject demo() {
    try {
      return new JsonObject(Files.readString(Installation.demo(nodes.getFirst())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Somebody of the county who opens a contact. */
  SeekerClient seeker(String county, List<URI> bases) {
    return seeker(county, "none", bases);
  }

  /** Somebody in a danger of the contract's words. */
  SeekerClient seeker(String county, String danger, List<URI> bases) {
    SeekerClient page = SeekerClient.open("seeker of " + county, person(county, danger), bases);
    seekers.add(page);
    return page;
  }

  /** A second tab. */
  SeekerClient tab(SeekerClient of, List<URI> bases) {
    SeekerClient page = of.tab("second tab", bases);
    seekers.add(page);
    return page;
  }

  /** A volunteer whom the demo does not know. */
  VolunteerClient guest(String name, VolunteerClient.Account account, List<URI> bases) {
    VolunteerClient page = VolunteerClient.open(name, account, bases);
    volunteers.add(page);
    return page;
  }

  /** Somebody who opens a contact somewhere else than in the demo's city. */
  SeekerClient guest(String name, SeekerClient.Person person, List<URI> bases) {
    SeekerClient page = SeekerClient.open(name, person, bases);
    seekers.add(page);
    return page;
  }

  SeekerClient.Person person(String county, String danger) {
    return new SeekerClient.Person(demo().getString("city"), county, danger);
  }

  /** The record, read directly. */
  Ledger ledger() {
    return new Ledger(connection());
  }

  private Connection connection() {
    PostgresConfig config =
        installation.map(i -> i.postgres().config()).orElseGet(() -> engines().postgresConfig());
    try {
      return java.sql.DriverManager.getConnection(
          config.jdbcUrl(), config.user(), config.password().orElseThrow().value());
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A network before a node, until the town is empty. */
  Network network(int n) {
    Network network = Network.before(nodes.get(n));
    networks.add(network);
    return network;
  }

  /**
   * Sends everybody home, so that the next test starts among strangers: what is held is finished,
   * who waits leaves. Nothing may be left that nobody can end.
   */
  void empty() {
    volunteers.forEach(VolunteerClient::goHome);
    seekers.forEach(SeekerClient::leave);
    try (Ledger ledger = ledger()) {
      Await.until("every contact is over", () -> over(ledger));
    } finally {
      leave();
    }
  }

  private boolean over(Ledger ledger) {
    List<String> open = ledger.open();
    if (!open.isEmpty()) {
      List<String> faults = volunteers.stream().flatMap(v -> v.faults().stream()).toList();
      throw new IllegalStateException("still open: " + open + faults);
    }
    return true;
  }

  private void leave() {
    seekers.forEach(Page::close);
    seekers.clear();
    volunteers.forEach(Page::close);
    volunteers.clear();
    networks.forEach(Network::close);
    networks.clear();
  }

  @Override
  public void close() {
    leave();
    installation.ifPresentOrElse(
        Installation::close,
        () -> {
          node(0).close(); // first, for it would start its engines again
          engines().kill();
        });
  }
}
