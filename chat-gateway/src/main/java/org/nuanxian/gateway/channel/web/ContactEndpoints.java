package org.nuanxian.gateway.channel.web;

import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.List;
import org.nuanxian.runtime.http.Access;
import org.nuanxian.runtime.http.Action;
import org.nuanxian.runtime.http.Endpoint;
import org.nuanxian.runtime.http.RateLimit;

/** The table of the help seeker's endpoints. */
final class ContactEndpoints {
  /**
   * A school or a carrier shares one address among thousands, and somebody in danger must not be
   * turned away for it: high enough for a crowd, low enough that one machine cannot fill the queue.
   */
  private static final RateLimit OPENING = new RateLimit(3_000, Duration.ofMillis(20));

  /** Above the tries that the codes themselves allow. */
  private static final RateLimit RETURNING = RateLimit.perMinute(60);

  private static final String CONTACT = "/api/v1/contacts/:contactId";

  private ContactEndpoints() {}

  static List<Endpoint> of(Contacts contacts, Telling telling, LineView line, SeekerAccess access) {
    Access open = access.whileOpen();
    Access ended = access.afterEndToo();
    return List.of(
        get("/api/v1/line", Access.ANYONE, RateLimit.NONE, line::show),
        post("/api/v1/contacts", Access.ANYONE, OPENING, contacts::open),
        post("/api/v1/returns", Access.ANYONE, RETURNING, contacts::comeBack),
        get(CONTACT, ended, RateLimit.PERSON, contacts::view),
        get(CONTACT + "/entries", ended, RateLimit.PERSON, contacts::entries),
        post(CONTACT + "/about", open, RateLimit.PERSON, telling::about),
        post(CONTACT + "/hide-earlier", open, RateLimit.PERSON, telling::hideEarlier),
        post(CONTACT + "/danger", open, RateLimit.PERSON, contacts::danger),
        post(CONTACT + "/callback", open, RateLimit.PERSON, contacts::callback),
        Endpoint.of(
            HttpMethod.DELETE, CONTACT + "/callback", open, RateLimit.PERSON, contacts::noCallback),
        post(CONTACT + "/leave", ended, RateLimit.PERSON, contacts::leave),
        post(CONTACT + "/feedback", ended, RateLimit.PERSON, contacts::feedback),
        post(CONTACT + "/return-code", ended, RateLimit.PERSON, contacts::returnCode));
  }

  private static Endpoint get(String path, Access access, RateLimit limit, Action action) {
    return Endpoint.of(HttpMethod.GET, path, access, limit, action);
  }

  private static Endpoint post(String path, Access access, RateLimit limit, Action action) {
    return Endpoint.of(HttpMethod.POST, path, access, limit, action);
  }
}
