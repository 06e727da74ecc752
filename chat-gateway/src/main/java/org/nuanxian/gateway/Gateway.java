package org.nuanxian.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.nuanxian.dispatcher.Dispatcher;
import org.nuanxian.dispatcher.ladder.CityLadders;
import org.nuanxian.gateway.channel.Cities;
import org.nuanxian.gateway.channel.Explanation;
import org.nuanxian.gateway.channel.Shared;
import org.nuanxian.gateway.channel.hotline.CallBacks;
import org.nuanxian.gateway.channel.hotline.HotlineChannel;
import org.nuanxian.gateway.channel.web.Trials;
import org.nuanxian.gateway.channel.web.WebChannel;
import org.nuanxian.gateway.channel.web.WebRules;
import org.nuanxian.gateway.console.Consoles;
import org.nuanxian.gateway.conversation.CodedRecords;
import org.nuanxian.gateway.conversation.Conversations;
import org.nuanxian.gateway.conversation.Intakes;
import org.nuanxian.gateway.conversation.Keepsakes;
import org.nuanxian.gateway.conversation.Nuisances;
import org.nuanxian.gateway.conversation.Records;
import org.nuanxian.gateway.nuisance.NuisanceApi;
import org.nuanxian.gateway.socket.Sockets;
import org.nuanxian.gateway.web.Fronts;
import org.nuanxian.roster.Roster;
import org.nuanxian.runtime.config.PbxConfig;
import org.nuanxian.runtime.config.TimingConfig;
import org.nuanxian.runtime.http.Edge;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.id.Ids;
import org.nuanxian.runtime.postgres.Database;
import org.nuanxian.runtime.redis.Hints;
import org.nuanxian.runtime.settings.Settings;
import org.nuanxian.runtime.staff.ContactWays;
import org.nuanxian.runtime.staff.Staff;
import org.nuanxian.runtime.vault.Vault;

/**
 * How people reach each other, put together: conversations, the web chat, the consoles. Made, and
 * used, on the node's loop.
 */
public final class Gateway {
  /** The schema to migrate before; the dispatcher's must be there as well. */
  public static final String SCHEMA = "conversation";

  private final Conversations conversations;
  private final Sockets sockets;
  private final WebChannel web;
  private final Consoles consoles;
  private final NuisanceApi nuisances;
  private final HotlineChannel hotline;
  private final CallBacks callBacks;

  /** The stores it stands on. */
  public record Stores(
      Vertx vertx, Database database, Hints hints, Vault vault, Settings settings) {}

  /**
   * Those it brings together; cities and their dispatchers may join while the node runs.
   *
   * @param ways the own telephones of people
   * @param ladders who is called by an escalation of a city
   */
  public record People(
      Roster roster,
      Map<CityCode, Dispatcher> dispatchers,
      Staff staff,
      ContactWays ways,
      Function<CityCode, CityLadders> ladders) {}

  /**
   * How it behaves.
   *
   * @param pbxs by which calls come
   */
  public record Manner(
      TimingConfig timing,
      WebRules rules,
      List<PbxConfig> pbxs,
      InstantSource clock,
      RandomGenerator random,
      MeterRegistry metrics) {}

  /** Puts the parts together. */
  public Gateway(Stores stores, People people, Manner manner) {
    Vertx vertx = stores.vertx();
    this.conversations =
        new Conversations(
            vertx,
            stores.database(),
            stores.vault(),
            stores.hints(),
            manner.metrics(),
            manner.timing());
    this.sockets =
        new Sockets(
            vertx, manner.clock(), manner.random(), manner.timing().socketIdle(), manner.metrics());
    Shared shared =
        new Shared(
            new Shared.Surroundings(
                vertx, manner.clock(), Ids.secure(), manner.timing().reread(), manner.metrics()),
            conversations,
            new Intakes(stores.database().client()),
            new Keepsakes(stores.database().client()),
            new Nuisances(stores.database().client()),
            new CodedRecords(stores.database().client(), stores.settings()),
            new Cities(people.roster(), people.dispatchers()));
    this.web =
        new WebChannel(
            new WebChannel.Basis(
                shared,
                stores.database(),
                stores.vault(),
                sockets,
                people.staff().audit(),
                stores.settings()),
            manner.rules());
    this.callBacks = new CallBacks(vertx, manner.pbxs(), shared.cities(), people.ways());
    this.consoles =
        new Consoles(
            shared,
            new Consoles.Basis(
                stores.database().client(),
                new Records(stores.database().client()),
                stores.settings(),
                people.ladders(),
                callBacks,
                manner.timing().asideAfter()),
            people.staff(),
            sockets);
    this.nuisances = new NuisanceApi(shared, people.staff());
    this.hotline =
        new HotlineChannel(
            new HotlineChannel.Basis(
                shared, stores.vault(), stores.settings(), people.ways(), manner.rules().demo()),
            manner.pbxs());
  }

  /** What stands in the help page before any script. */
  public Fronts fronts() {
    return web;
  }

  /** Contacts that try a seat end to end. */
  public Trials trials() {
    return web.trials();
  }

  /** Begins to take calls. */
  public void start() {
    hotline.start();
  }

  /** Puts endpoints, sockets and explanations of failures on the edge. */
  public void addTo(Edge edge) {
    edge.explain(Explanation::of);
    web.addTo(edge);
    edge.add(consoles.endpoint());
    edge.add(consoles.endpoints());
    edge.add(nuisances.endpoints());
  }

  /**
   * Takes no new contacts, tells every socket to come back elsewhere, closes them within three
   * seconds, and waits for what is being written.
   */
  public Future<Void> drain() {
    web.stopNew();
    hotline.stopNew();
    return Future.join(web.drain(), hotline.drain())
        .compose(gone -> conversations.drain())
        .eventually(callBacks::close)
        .onComplete(done -> {
          sockets.close();
          conversations.close();
        });
  }
}
