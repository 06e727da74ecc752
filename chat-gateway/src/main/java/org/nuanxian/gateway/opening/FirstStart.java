package org.nuanxian.gateway.opening;

import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.nuanxian.roster.City;
import org.nuanxian.roster.postgres.PostgresPlanning;
import org.nuanxian.runtime.http.Access;
import org.nuanxian.runtime.http.Endpoint;
import org.nuanxian.runtime.http.Exchange;
import org.nuanxian.runtime.http.Fields;
import org.nuanxian.runtime.http.RateLimit;
import org.nuanxian.runtime.http.Reply;
import org.nuanxian.runtime.id.Ids;
import org.nuanxian.runtime.staff.AccountId;
import org.nuanxian.runtime.staff.FirstLink;
import org.nuanxian.runtime.staff.NewAccount;
import org.nuanxian.runtime.staff.Role;

/** What the printed link leads to: the first administrator and the city, in one transaction. */
public final class FirstStart {
  /** Above what a person presses; a link cannot be guessed anyway. */
  private static final RateLimit LINK = new RateLimit(30, Duration.ofSeconds(2));

  private static final int TOKEN_CHARS_MAX = 64;
  private static final int NAME_CHARS_MAX = 64;
  private static final int USERNAME_CHARS_MAX = 64;
  private static final int PASSWORD_CHARS_MAX = 256;
  private static final int COUNTIES_MAX = 60;

  private final FirstLink link;
  private final Supplier<Future<Void>> created;
  private final Divisions divisions = Divisions.read();
  private final Ids ids = Ids.secure();

  /**
   * The first start of a house.
   *
   * @param created opens the line of the new city on every node
   */
  public FirstStart(FirstLink link, Supplier<Future<Void>> created) {
    this.link = link;
    this.created = created;
  }

  /** The rows for the edge's table. */
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.of(GET, "/api/v1/divisions", Access.ANYONE, LINK, this::divisions),
        Endpoint.of(POST, "/api/v1/first-start/check", Access.ANYONE, LINK, this::check),
        Endpoint.of(POST, "/api/v1/first-start", Access.ANYONE, LINK, this::start));
  }

  private Future<Reply> divisions(Exchange exchange) {
    return Future.succeededFuture(
        Reply.of(200, "application/json; charset=utf-8", divisions.json())
            .header("Cache-Control", "public, max-age=86400"));
  }

  private Future<Reply> check(Exchange exchange) {
    String token = exchange.read(f -> f.text("token", 1, TOKEN_CHARS_MAX));
    return link.check(token).map(works -> Reply.noContent());
  }

  private record Wanted(String token, NewAccount account, City city) {}

  private Future<Reply> start(Exchange exchange) {
    Wanted wanted = exchange.read(this::read);
    return link.use(
            wanted.token(),
            wanted.account(),
            connection -> PostgresPlanning.beginCity(connection, wanted.city()))
        .compose(done -> created.get())
        .map(open ->
            Reply.created(
                new JsonObject()
                    .put(
                        "city",
                        new JsonObject()
                            .put("code", wanted.city().code().value())
                            .put("name", wanted.city().name()))));
  }

  private Wanted read(Fields f) {
    String username = f.text("username", 2, USERNAME_CHARS_MAX);
    if (!NewAccount.fits(username)) {
      f.mistake("username", "format", "Must be letters, digits, dots, lines and dashes.");
    }
    Set<String> counties = new LinkedHashSet<>(f.texts("counties", COUNTIES_MAX, 6));
    Optional<City> city = divisions.city(f.text("city", 6, 6), counties);
    if (city.isEmpty()) {
      f.mistake("counties", "unknown-value", "Must be some counties of the city.");
    }
    String name = f.text("name", 1, NAME_CHARS_MAX);
    String password = f.text("password", 1, PASSWORD_CHARS_MAX);
    Set<Role> roles = new LinkedHashSet<>(List.of(Role.SYSTEM_ADMINISTRATOR));
    if (f.flag("cityLead", false)) {
      roles.add(Role.CITY_LEAD);
    }
    String token = f.text("token", 1, TOKEN_CHARS_MAX);
    f.check();
    NewAccount account =
        new NewAccount(
            new AccountId(ids.next()),
            username,
            name,
            name,
            city.orElseThrow().code(),
            Optional.empty(),
            roles,
            Optional.of(password));
    return new Wanted(token, account, city.orElseThrow());
  }
}
