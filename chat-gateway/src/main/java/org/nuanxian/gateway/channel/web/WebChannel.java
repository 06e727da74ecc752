package org.nuanxian.gateway.channel.web;

import io.vertx.core.Future;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nuanxian.gateway.channel.Channel;
import org.nuanxian.gateway.channel.CrisisWatch;
import org.nuanxian.gateway.channel.Shared;
import org.nuanxian.gateway.conversation.ContactTokens;
import org.nuanxian.gateway.conversation.Intakes;
import org.nuanxian.gateway.conversation.ReturnCodes;
import org.nuanxian.gateway.socket.Sockets;
import org.nuanxian.gateway.web.Front;
import org.nuanxian.gateway.web.Fronts;
import org.nuanxian.roster.Medium;
import org.nuanxian.runtime.audit.Audit;
import org.nuanxian.runtime.http.Edge;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.postgres.Database;
import org.nuanxian.runtime.settings.CitySettings;
import org.nuanxian.runtime.settings.Settings;
import org.nuanxian.runtime.settings.Texts;
import org.nuanxian.runtime.vault.Vault;

/** The web chat: its endpoints, its sockets, its texts. See {@code ops/docs/channels.md}. */
public final class WebChannel implements Channel, Fronts {
  private final SeekerParts parts;
  private final Settings settings;
  private final WebRules rules;
  private final Contacts contacts;
  private final Telling telling;
  private final LineView line;
  private final Trials trials;
  private final SeekerAccess access;
  private final SeekerSockets seekers;
  private final Sockets sockets;

  /**
   * A web chat.
   *
   * @param basis what it shares with the rest of the gateway
   * @param rules what the operator decided about the page
   */
  public WebChannel(Basis basis, WebRules rules) {
    this.settings = basis.settings();
    this.rules = rules;
    SeekerPlaces places = new SeekerPlaces(basis.shared(), settings);
    this.parts = new SeekerParts(basis.shared(), places, new CrisisWatch(basis.shared(), settings));
    this.sockets = basis.sockets();
    ContactTokens tokens = new ContactTokens(basis.vault());
    var client = basis.database().client();
    SafetyCard card = new SafetyCard(settings);
    this.access = new SeekerAccess(parts.intakes(), tokens, client, parts.clock());
    this.seekers = new SeekerSockets(parts, access, sockets);
    Reception reception =
        new Reception(
            desk(settings, Reception.CHANNEL, rules),
            tokens,
            basis.vault(),
            parts.ids(),
            parts.clock());
    this.trials =
        new Trials(
            new Reception(
                desk(settings, Intakes.TEST_CHANNEL, rules),
                tokens,
                basis.vault(),
                parts.ids(),
                parts.clock()),
            parts.ids(),
            client);
    ReturnCodes codes = new ReturnCodes(client, tokens, parts.clock(), new SecureRandom());
    this.contacts = new Contacts(parts, reception, basis.shared().keepsakes(), codes, card);
    this.telling = new Telling(parts, reception, basis.audit());
    this.line = new LineView(parts.cities(), settings, card, rules);
  }

  private Reception.Desk desk(Settings settings, String channel, WebRules rules) {
    return new Reception.Desk(
        parts.intakes(), parts.nuisances(), parts.cities(), settings, channel, rules.demo());
  }

  /** Contacts that try a seat end to end. */
  public Trials trials() {
    return trials;
  }

  /** What the web chat shares with the rest of the gateway. */
  public record Basis(
      Shared shared,
      Database database,
      Vault vault,
      Sockets sockets,
      Audit audit,
      Settings settings) {}

  /** Puts endpoints and socket on the edge. */
  public void addTo(Edge edge) {
    edge.add(ContactEndpoints.of(contacts, telling, line, access)).add(seekers.endpoint());
  }

  @Override
  public String form(Optional<String> city) {
    List<String> served = parts.cities().codes().stream().map(CityCode::value).sorted().toList();
    return city.map(code -> served.contains(code) ? code : "")
        .orElseGet(() -> served.isEmpty() ? "" : served.getFirst());
  }

  @Override
  public Front of(String form) {
    CitySettings now = form.isEmpty() ? Settings.shipped() : settings.of(new CityCode(form));
    Texts texts = now.texts();
    return new Front(
        !form.isEmpty() && (rules.demo() || now.open()),
        now.safety(),
        rules.neutralPage(),
        texts.text(Texts.CHINESE, "notOpen", Map.of()),
        List.of(
            texts.text(Texts.CHINESE, "outage", Map.of()),
            texts.text(Texts.ENGLISH, "outage", Map.of())));
  }

  @Override
  public String name() {
    return Reception.CHANNEL;
  }

  @Override
  public Medium medium() {
    return Medium.CHAT;
  }

  @Override
  public void stopNew() {
    contacts.stop();
  }

  @Override
  public Future<Void> drain() {
    return sockets.drain();
  }
}
