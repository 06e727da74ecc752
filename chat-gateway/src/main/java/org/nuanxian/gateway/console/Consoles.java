package org.nuanxian.gateway.console;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.sqlclient.SqlClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.nuanxian.dispatcher.alert.CallLog;
import org.nuanxian.dispatcher.ladder.CityLadders;
import org.nuanxian.gateway.channel.Shared;
import org.nuanxian.gateway.channel.hotline.CallBacks;
import org.nuanxian.gateway.conversation.Records;
import org.nuanxian.gateway.socket.Sockets;
import org.nuanxian.runtime.http.Endpoint;
import org.nuanxian.runtime.http.Exchange;
import org.nuanxian.runtime.http.Problem;
import org.nuanxian.runtime.http.SocketEndpoint;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.settings.Settings;
import org.nuanxian.runtime.staff.Permission;
import org.nuanxian.runtime.staff.Staff;
import org.nuanxian.runtime.staff.StaffSession;

/** The consoles open on this node. See {@code ops/docs/console.md}. */
public final class Consoles {
  private static final String PATH = "/api/v1/console";

  private final ConsoleParts parts;
  private final Staff staff;
  private final Sockets sockets;
  private final Map<CityCode, CityBoard> boards = new HashMap<>();

  /**
   * What consoles stand on beside what both ends share.
   *
   * @param client for the totals of declined offers, and who was called
   * @param records what volunteers write down
   * @param settings texts of the cities
   * @param ladders who is called by an escalation of a city
   * @param callBacks calls people by the trunk, where there is one
   * @param asideAfter how long somebody must be silent before they may be set aside
   */
  public record Basis(
      SqlClient client,
      Records records,
      Settings settings,
      Function<CityCode, CityLadders> ladders,
      CallBacks callBacks,
      Duration asideAfter) {}

  /** Consoles for the staff who have one. */
  public Consoles(Shared shared, Basis basis, Staff staff, Sockets sockets) {
    this.parts =
        new ConsoleParts(
            shared,
            basis.records(),
            basis.settings(),
            basis.ladders(),
            basis.asideAfter(),
            staff.audit(),
            new Aliases(shared.cities().roster()),
            new DeclineTotals(basis.client()),
            new CallLog(basis.client()),
            basis.callBacks());
    this.staff = staff;
    this.sockets = sockets;
  }

  /** The row of the table of sockets. */
  public SocketEndpoint endpoint() {
    return new SocketEndpoint(PATH, this::authorise);
  }

  /** What staff read of them by HTTP. */
  public List<Endpoint> endpoints() {
    return List.of(new DeclineApi(parts.declines(), parts.clock()).endpoint(staff.access().any()));
  }

  private Future<Handler<ServerWebSocket>> authorise(Exchange exchange) {
    return staff
        .access()
        .session(exchange)
        .map(session -> {
          boolean serves =
              session.actor().maySomewhere(Permission.SERVE)
                  || session.actor().maySomewhere(Permission.SUPERVISE);
          if (!serves) {
            throw Problem.forbidden("out-of-scope", "Your role has no console.");
          }
          parts.cities().dispatcher(session.actor().city());
          return webSocket -> open(webSocket, session);
        });
  }

  private void open(ServerWebSocket webSocket, StaffSession session) {
    CityCode city = session.actor().city();
    CityBoard board =
        boards.computeIfAbsent(
            city, code -> new CityBoard(parts, parts.cities().dispatcher(code), code));
    sockets.openOnceAlive(
        webSocket,
        socket -> new ConsoleSession(parts, socket, session.actor(), board),
        console -> console.start(revoked -> staff.sessions().watch(session, revoked)));
  }
}
