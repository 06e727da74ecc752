package org.nuanxian.gateway.channel.hotline;

import io.micrometer.core.instrument.Gauge;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.nuanxian.dispatcher.Dispatcher;
import org.nuanxian.gateway.channel.Channel;
import org.nuanxian.gateway.channel.Shared;
import org.nuanxian.roster.City;
import org.nuanxian.roster.Medium;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.config.PbxConfig;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.settings.Settings;
import org.nuanxian.runtime.staff.AccountId;
import org.nuanxian.runtime.staff.ContactWays;
import org.nuanxian.runtime.staff.OwnWay;
import org.nuanxian.runtime.vault.Vault;

/** The hotline: calls by way of the PBXs of the configuration. See {@code ops/docs/hotline.md}. */
public final class HotlineChannel implements Channel {
  /** The name kept with each contact. */
  public static final String NAME = "hotline";

  /** As an application of Asterisk; its dialplan names it. */
  static final String APP = "nuanxian";

  private final Basis basis;
  private final List<Hotline> lines = new ArrayList<>();

  /** The city of each PBX, once the roster has said it. */
  private final Map<String, CityCode> cities = new HashMap<>();

  /**
   * What it stands on.
   *
   * @param shared what it shares with the rest of the gateway
   * @param ways the own telephones of volunteers
   * @param demo a demo counts as open
   */
  public record Basis(
      Shared shared, Vault vault, Settings settings, ContactWays ways, boolean demo) {}

  /** A hotline that takes no call until it is started. */
  public HotlineChannel(Basis basis, List<PbxConfig> pbxs) {
    this.basis = basis;
    for (PbxConfig pbx : pbxs) {
      // The one asks the other whether it may speak.
      AtomicReference<Hotline> line = new AtomicReference<>();
      Ari ari = new Ari(basis.shared().vertx(), pbx, () -> line.get().mayAsk());
      line.set(
          new Hotline(
              pbx,
              ari,
              () -> parts(pbx, ari),
              (gained, lost) ->
                  new Ownership(
                      basis.shared().vertx(), () -> own(pbx), System::nanoTime, gained, lost)));
      lines.add(line.get());
      Gauge.builder("nuanxian.hotline.mine", line.get(), one -> one.speaks() ? 1 : 0)
          .tag("pbx", pbx.id())
          .register(basis.shared().metrics());
    }
  }

  /** Begins to take calls: those that are on the PBXs, and whatever comes. */
  public void start() {
    lines.forEach(Hotline::start);
  }

  private CallParts parts(PbxConfig pbx, Ari ari) {
    CityCode city = cities.get(pbx.id());
    Dispatcher dispatcher = basis.shared().cities().dispatcher(city);
    CallDesk desk = new CallDesk(basis.shared(), basis.vault(), basis.settings(), city, dispatcher);
    return new CallParts(
        basis.shared(), ari, pbx.trunk(), city, dispatcher, desk, this::ownTelephone);
  }

  /** The telephone that a volunteer told. */
  private Future<Optional<String>> ownTelephone(VolunteerId volunteer) {
    return basis.ways().of(new AccountId(volunteer.value()), OwnWay.SMS);
  }

  /** Asks for the lease of a PBX, once its line is open: until then the PBX's own table rings. */
  private Future<Boolean> own(PbxConfig pbx) {
    return city(pbx)
        .compose(city ->
            city.filter(this::isOpen)
                .map(code ->
                    Future.fromCompletionStage(
                        basis.shared().cities().dispatcher(code).telephone().own(pbx.id())))
                .orElseGet(() -> Future.succeededFuture(false)));
  }

  private boolean isOpen(CityCode city) {
    return basis.demo() || basis.settings().of(city).open();
  }

  /** A PBX serves one city, whose counties its numbers are of. */
  private Future<Optional<CityCode>> city(PbxConfig pbx) {
    if (cities.containsKey(pbx.id())) {
      return Future.succeededFuture(Optional.of(cities.get(pbx.id())));
    }
    return basis
        .shared()
        .cities()
        .served()
        .map(served -> {
          Optional<CityCode> found =
              served.stream()
                  .filter(city ->
                      city.counties().stream()
                          .anyMatch(county -> pbx.counties().containsValue(county.code())))
                  .map(City::code)
                  .findFirst();
          found.ifPresent(city -> cities.put(pbx.id(), city));
          return found;
        });
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Medium medium() {
    return Medium.VOICE;
  }

  /** The PBX takes whoever calls now by itself, or another node does. */
  @Override
  public void stopNew() {
    lines.forEach(Hotline::stop);
  }

  /** Talks go on without a node. */
  @Override
  public Future<Void> drain() {
    return Future.join(lines.stream().map(Hotline::close).toList()).mapEmpty();
  }
}
