package org.nuanxian.runtime.staff;

import io.vertx.core.Future;
import java.util.Optional;
import org.nuanxian.runtime.http.Access;
import org.nuanxian.runtime.http.Exchange;
import org.nuanxian.runtime.http.Problem;

/** Lets in whoever carries the cookie of a staff session. */
public final class StaffAccess {
  private final Sessions sessions;
  private final StaffCookie cookie;

  StaffAccess(Sessions sessions, StaffCookie cookie) {
    this.sessions = sessions;
    this.cookie = cookie;
  }

  /** Any member of staff; each action asks for the scope itself. */
  public Access any() {
    return this::session;
  }

  /** Whoever may do this in some county; the action still asks in which. */
  public Access who(Permission permission) {
    return exchange ->
        session(exchange)
            .map(session -> {
              if (!session.actor().maySomewhere(permission)) {
                throw Problem.forbidden("out-of-scope", "Your role does not do this.");
              }
              return session;
            });
  }

  /** The session of a request or of an opening socket; fails with 401. */
  public Future<StaffSession> session(Exchange exchange) {
    Optional<String> token = cookie.token(exchange.request());
    return token
        .map(sessions::authenticate)
        .orElseGet(() -> Future.failedFuture(Problem.unauthorized()));
  }

  /** Who called an endpoint that is open to staff only. */
  public static Actor actor(Exchange exchange) {
    return exchange.caller(StaffSession.class).actor();
  }
}
