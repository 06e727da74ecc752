package org.nuanxian.gateway.channel.web;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.ServerWebSocket;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nuanxian.dispatcher.ConnectionId;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.gateway.socket.Sockets;
import org.nuanxian.runtime.http.Exchange;
import org.nuanxian.runtime.http.Problem;
import org.nuanxian.runtime.http.SocketEndpoint;

/**
 * The help seekers' sockets of this node. A help seeker may have several tabs: the dispatcher knows
 * one connection of them, and when that one closes another takes its place.
 */
final class SeekerSockets {
  private static final String PATH = "/api/v1/contacts/:contactId/socket";
  private static final String BEARER = "bearer.";

  /** A number that no conversation reaches. */
  private static final long SEQ_MAX = 1L << 53;

  private final SeekerParts parts;
  private final SeekerAccess access;
  private final Sockets sockets;

  /** Sessions by contact, in the order in which they opened. */
  private final Map<ContactId, Map<ConnectionId, SeekerSession>> tabs = new HashMap<>();

  /** Which of a contact's connections the dispatcher knows. */
  private final Map<ContactId, ConnectionId> attached = new HashMap<>();

  SeekerSockets(SeekerParts parts, SeekerAccess access, Sockets sockets) {
    this.parts = parts;
    this.access = access;
    this.sockets = sockets;
  }

  SocketEndpoint endpoint() {
    return new SocketEndpoint(PATH, this::authorise);
  }

  private Future<Handler<ServerWebSocket>> authorise(Exchange exchange) {
    List<String> offered = offered(exchange);
    Optional<String> token =
        offered.stream()
            .filter(protocol -> protocol.startsWith(BEARER))
            .map(protocol -> protocol.substring(BEARER.length()))
            .findFirst();
    if (token.isEmpty() || !offered.contains(SocketEndpoint.SUBPROTOCOL)) {
      return Future.failedFuture(Problem.unauthorized());
    }
    ContactId contact = new ContactId(exchange.pathUuid("contactId"));
    long after = exchange.queryNumber("after", 0, 0, SEQ_MAX);
    return access
        .caller(contact, token.get())
        .compose(caller ->
            parts
                .intakes()
                .socketOpened(contact)
                .map(noted -> webSocket -> open(webSocket, caller, after)));
  }

  private static List<String> offered(Exchange exchange) {
    return exchange
        .header("sec-websocket-protocol")
        .map(header -> Arrays.stream(header.split(",")).map(String::strip).toList())
        .orElse(List.of());
  }

  private void open(ServerWebSocket webSocket, SeekerCaller caller, long after) {
    sockets.open(
        webSocket,
        socket -> {
          ConnectionId connection = new ConnectionId(parts.ids().next());
          SeekerSession session =
              new SeekerSession(parts, socket, caller.intake(), connection, this);
          tabs.computeIfAbsent(caller.intake().contact(), c -> new LinkedHashMap<>())
              .put(connection, session);
          session.start(after);
          return session;
        });
  }

  /** Tells the dispatcher that the help seeker is here, by this connection. */
  void attach(SeekerSession session) {
    ContactId contact = session.intake().contact();
    attached.put(contact, session.connection());
    parts.told(
        parts
            .cities()
            .dispatcher(session.intake().city())
            .attachSeeker(contact, session.connection()));
  }

  /** A tab closed; if the dispatcher knew this one, it is told of another, or of none. */
  void gone(SeekerSession session) {
    ContactId contact = session.intake().contact();
    Map<ConnectionId, SeekerSession> left = tabs.getOrDefault(contact, Map.of());
    left.remove(session.connection());
    if (left.isEmpty()) {
      tabs.remove(contact);
    }
    if (!session.connection().equals(attached.get(contact))) {
      return;
    }
    attached.remove(contact);
    Optional<SeekerSession> other = left.values().stream().findFirst();
    if (other.isPresent()) {
      attach(other.get());
    } else {
      parts.told(
          parts
              .cities()
              .dispatcher(session.intake().city())
              .detachSeeker(contact, session.connection()));
    }
  }
}
