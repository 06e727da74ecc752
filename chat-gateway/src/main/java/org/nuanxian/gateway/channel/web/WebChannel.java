package org.nuanxian.gateway.channel.web;

import io.vertx.core.Future;
import java.security.SecureRandom;
import java.time.Duration;
import org.nuanxian.gateway.channel.Channel;
import org.nuanxian.gateway.channel.Shared;
import org.nuanxian.gateway.conversation.ContactTokens;
import org.nuanxian.gateway.conversation.ReturnCodes;
import org.nuanxian.gateway.socket.Sockets;
import org.nuanxian.roster.Medium;
import org.nuanxian.runtime.audit.Audit;
import org.nuanxian.runtime.http.Edge;
import org.nuanxian.runtime.postgres.Database;
import org.nuanxian.runtime.vault.Vault;

/** The web chat: its endpoints, its sockets, its texts. See {@code ops/docs/channels.md}. */
public final class WebChannel implements Channel, AutoCloseable {
  /** How often the directory of safety numbers is read again. */
  private static final Duration DIRECTORY = Duration.ofMinutes(5);

  private final SeekerParts parts;
  private final Contacts contacts;
  private final Telling telling;
  private final LineView line;
  private final SeekerAccess access;
  private final SeekerSockets seekers;
  private final SafetyNumbers numbers;
  private final Sockets sockets;
  private final long timer;

  /**
   * A web chat.
   *
   * @param basis what it shares with the rest of the gateway
   * @param rules what the operator decided about the page
   */
  public WebChannel(Basis basis, WebRules rules) {
    Texts texts = Texts.shipped();
    SeekerPlaces places =
        new SeekerPlaces(
            basis.shared().cities(),
            new Rendering(texts),
            new ShownPlaces(),
            basis.shared().clock());
    this.parts = new SeekerParts(basis.shared(), places);
    this.sockets = basis.sockets();
    ContactTokens tokens = new ContactTokens(basis.vault());
    var client = basis.database().client();
    this.numbers = new SafetyNumbers(client);
    this.access = new SeekerAccess(parts.intakes(), tokens, client, parts.clock());
    this.seekers = new SeekerSockets(parts, access, sockets);
    Reception reception =
        new Reception(
            parts.intakes(), tokens, basis.vault(), parts.cities(), parts.ids(), parts.clock());
    ReturnCodes codes = new ReturnCodes(client, tokens, parts.clock(), new SecureRandom());
    this.contacts = new Contacts(parts, reception, basis.shared().keepsakes(), codes, numbers);
    this.telling = new Telling(parts, reception, basis.audit());
    this.line = new LineView(parts.cities(), texts, numbers, rules);
    this.timer = parts.vertx().setPeriodic(DIRECTORY.toMillis(), tick -> readDirectory());
  }

  /** What the web chat shares with the rest of the gateway. */
  public record Basis(
      Shared shared, Database database, Vault vault, Sockets sockets, Audit audit) {}

  /** Puts endpoints and socket on the edge, and reads the directory. */
  public void addTo(Edge edge) {
    readDirectory();
    edge.add(ContactEndpoints.of(contacts, telling, line, access)).add(seekers.endpoint());
  }

  private void readDirectory() {
    numbers.refresh().onFailure(away -> parts.swallowed());
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

  @Override
  public void close() {
    parts.vertx().cancelTimer(timer);
  }
}
