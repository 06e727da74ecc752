package org.nuanxian.runtime.staff;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import org.nuanxian.runtime.http.Reply;

/**
 * The cookie of a staff session. Over TLS its name starts with {@code __Host-}, so that browsers
 * take it only from this very host; on loopback without TLS they would refuse that.
 */
final class StaffCookie {
  private final String name;
  private final String attributes;

  StaffCookie(boolean overTls) {
    this.name = overTls ? "__Host-session" : "session";
    this.attributes = "; Path=/; HttpOnly; SameSite=Strict" + (overTls ? "; Secure" : "");
  }

  Optional<String> token(HttpServerRequest request) {
    return Optional.ofNullable(request.getCookie(name)).map(Cookie::getValue);
  }

  Reply set(Reply reply, String token) {
    return reply.header("Set-Cookie", name + "=" + token + attributes);
  }

  Reply clear(Reply reply) {
    return reply.header("Set-Cookie", name + "=; Max-Age=0" + attributes);
  }
}
