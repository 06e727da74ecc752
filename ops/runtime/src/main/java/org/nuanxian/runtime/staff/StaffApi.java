package org.nuanxian.runtime.staff;

import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nuanxian.runtime.audit.Audit;
import org.nuanxian.runtime.http.Access;
import org.nuanxian.runtime.http.Endpoint;
import org.nuanxian.runtime.http.Exchange;
import org.nuanxian.runtime.http.Fields;
import org.nuanxian.runtime.http.Problem;
import org.nuanxian.runtime.http.RateLimit;
import org.nuanxian.runtime.http.Reply;
import org.nuanxian.runtime.id.CountyCode;
import org.nuanxian.runtime.id.Ids;

/** Signing in and out, invitations, and the care of accounts. See {@code ops/docs/staff.md}. */
final class StaffApi {
  /**
   * A whole office signs in at the change of shifts from one address; hashing has its own queue.
   */
  private static final RateLimit SIGN_IN = new RateLimit(120, Duration.ofMillis(500));

  private static final int USERNAME_MAX = 64;
  private static final int SEVERAL_MAX = 50;
  private static final Map<String, String> GENDERS =
      Map.of("female", "female", "male", "male", "other", "other");
  private static final int NAME_MAX = 64;
  private static final int ALIAS_MAX = 32;

  private final SignIn signIn;
  private final Sessions sessions;
  private final Invitations invitations;
  private final AccountCare care;
  private final Audit audit;
  private final StaffAccess access;
  private final StaffCookie cookie;
  private final Ids ids;

  StaffApi(
      SignIn signIn,
      Sessions sessions,
      Invitations invitations,
      AccountCare care,
      Audit audit,
      StaffAccess access,
      StaffCookie cookie,
      Ids ids) {
    this.signIn = signIn;
    this.sessions = sessions;
    this.invitations = invitations;
    this.care = care;
    this.audit = audit;
    this.access = access;
    this.cookie = cookie;
    this.ids = ids;
  }

  List<Endpoint> endpoints() {
    Access staff = access.any();
    Access managers = access.who(Permission.MANAGE_ACCOUNTS);
    return List.of(
        Endpoint.of(POST, "/api/v1/login", Access.ANYONE, SIGN_IN, this::login),
        Endpoint.of(POST, "/api/v1/logout", staff, RateLimit.PERSON, this::logout),
        Endpoint.of(GET, "/api/v1/me", staff, RateLimit.PERSON, this::me),
        Endpoint.of(POST, "/api/v1/me/lock", staff, RateLimit.PERSON, this::lockScreen),
        Endpoint.of(POST, "/api/v1/me/unlock", staff, RateLimit.PERSON, this::unlockScreen),
        Endpoint.of(POST, "/api/v1/invitations", managers, RateLimit.PERSON, this::invite),
        Endpoint.of(
            POST, "/api/v1/invitations/several", managers, RateLimit.PERSON, this::inviteSeveral),
        Endpoint.of(
            POST, "/api/v1/invitations/:token", Access.ANYONE, RateLimit.PERSON, this::accept),
        Endpoint.of(GET, "/api/v1/accounts", managers, RateLimit.PERSON, this::list),
        Endpoint.of(POST, "/api/v1/accounts/:id/unlock", managers, RateLimit.PERSON, this::unlock),
        Endpoint.of(
            POST, "/api/v1/accounts/:id/invitation", managers, RateLimit.PERSON, this::renew),
        Endpoint.of(
            POST,
            "/api/v1/accounts/:id/invitation/revoke",
            managers,
            RateLimit.PERSON,
            this::revoke),
        Endpoint.of(
            POST, "/api/v1/accounts/:id/deactivate", managers, RateLimit.PERSON, this::deactivate),
        Endpoint.of(POST, "/api/v1/me/password", staff, SIGN_IN, this::changePassword));
  }

  private record Login(String username, String password, boolean otp) {}

  /** Nobody has a second factor: whoever sends one believes in a protection that is not there. */
  private Future<Reply> login(Exchange exchange) {
    Login login =
        exchange.read(f ->
            new Login(
                f.text("username", 1, USERNAME_MAX),
                f.text("password", 1, PasswordRules.LENGTH_MAX),
                f.has("otp")));
    if (login.otp()) {
      throw Problem.of(422, "no-second-factor", "No second factor is set up. Log in without otp.");
    }
    return signIn
        .login(login.username(), login.password(), exchange.address())
        .map(opened -> cookie.set(Reply.ok(described(opened.session())), opened.token()));
  }

  private Future<Reply> logout(Exchange exchange) {
    StaffSession session = exchange.caller(StaffSession.class);
    Actor actor = session.actor();
    return sessions
        .end(session)
        .compose(ended -> audit.record(actor.who(), "logout", actor.who().value(), Map.of()))
        .map(recorded -> cookie.clear(Reply.noContent()));
  }

  private Future<Reply> me(Exchange exchange) {
    return Future.succeededFuture(Reply.ok(described(exchange.caller(StaffSession.class))));
  }

  private Future<Reply> lockScreen(Exchange exchange) {
    return sessions
        .lock(exchange.caller(StaffSession.class), true)
        .map(locked -> Reply.noContent());
  }

  private Future<Reply> unlockScreen(Exchange exchange) {
    String password = exchange.read(f -> f.text("password", 1, PasswordRules.LENGTH_MAX));
    return signIn
        .unlock(exchange.caller(StaffSession.class), password, exchange.address())
        .map(unlocked -> Reply.noContent());
  }

  private static JsonObject described(StaffSession session) {
    return described(session.actor())
        .put("csrf", session.csrfToken())
        .put("locked", session.locked());
  }

  private static JsonObject described(Actor actor) {
    JsonArray roles = new JsonArray();
    actor.roles().stream().map(Role::word).sorted().forEach(roles::add);
    return new JsonObject()
        .put("id", actor.id().value().toString())
        .put("name", actor.name())
        .put("alias", actor.alias())
        .put("roles", roles)
        .put("city", actor.city().value())
        .put("county", actor.county().map(CountyCode::value).orElse(null));
  }

  private Future<Reply> invite(Exchange exchange) {
    Actor by = StaffAccess.actor(exchange);
    Invited invited = exchange.read(f -> invited(by, f));
    return invitations
        .invite(by, invited.account(), invited.answering())
        .map(invitation -> Reply.created(link(invitation)));
  }

  private record Invited(NewAccount account, Joining.Answering answering) {}

  private Invited invited(Actor by, Fields f) {
    NewAccount account = newAccount(by, f);
    return new Invited(
        account,
        new Joining.Answering(
            f.optionalOneOf("gender", GENDERS).orElse("other"),
            f.has("qualifiedUntil") ? Optional.of(f.instant("qualifiedUntil")) : Optional.empty()));
  }

  /** Each line for itself: who could not be invited is told with the reason. */
  private Future<Reply> inviteSeveral(Exchange exchange) {
    Actor by = StaffAccess.actor(exchange);
    List<Invited> people = exchange.read(f -> people(by, f));
    JsonArray told = new JsonArray();
    Future<Void> all = Future.succeededFuture();
    for (Invited each : people) {
      all =
          all.compose(before ->
              inviteOne(by, each)
                  .map(line -> {
                    told.add(line);
                    return null;
                  }));
    }
    return all.map(done -> Reply.json(207, new JsonObject().put("people", told)));
  }

  private List<Invited> people(Actor by, Fields f) {
    List<Fields> lines = f.objects("people", SEVERAL_MAX);
    if (lines.isEmpty()) {
      f.mistake("people", "required", "Is missing.");
    }
    return lines.stream().map(line -> invited(by, line)).toList();
  }

  private Future<JsonObject> inviteOne(Actor by, Invited each) {
    String username = each.account().username();
    return Future.succeededFuture()
        .compose(begin -> invitations.invite(by, each.account(), each.answering()))
        .map(invitation -> link(invitation).put("username", username))
        .recover(failure ->
            failure instanceof Problem problem
                ? Future.succeededFuture(
                    new JsonObject().put("username", username).put("code", problem.code()))
                : Future.failedFuture(failure));
  }

  private NewAccount newAccount(Actor by, Fields f) {
    String username = f.text("username", 2, USERNAME_MAX);
    Set<Role> roles = new LinkedHashSet<>(f.someOf("roles", Role.words(), Role.values().length));
    Optional<CountyCode> county = by.county();
    if (f.has("county")) {
      String code = f.text("county", 6, 6);
      if (code.matches("[0-9]{6}")) {
        county = Optional.of(new CountyCode(code));
      } else {
        f.mistake("county", "format", "Must be a code of six digits.");
      }
    }
    if (!NewAccount.fits(username)) {
      f.mistake("username", "format", "Must be letters, digits, dots, lines and dashes.");
    }
    if (roles.isEmpty()) {
      f.mistake("roles", "required", "Is missing.");
    } else if (county.isEmpty() && roles.stream().anyMatch(Role::needsCounty)) {
      f.mistake("county", "required", "Is missing.");
    }
    return new NewAccount(
        new AccountId(ids.next()),
        username,
        f.text("name", 1, NAME_MAX),
        f.text("alias", 1, ALIAS_MAX),
        by.city(),
        county,
        roles,
        Optional.empty());
  }

  /** The token stands behind the {@code #}, which browsers send to nobody. */
  private static JsonObject link(Invitations.Invitation invitation) {
    return new JsonObject()
        .put("id", invitation.account().value().toString())
        .put("token", invitation.token())
        .put("path", "/console#invitation=" + invitation.token())
        .put("expiresAt", invitation.expiresAt());
  }

  private Future<Reply> accept(Exchange exchange) {
    String password =
        exchange.read(f -> f.text("password", PasswordRules.LENGTH_MIN, PasswordRules.LENGTH_MAX));
    return invitations.accept(exchange.path("token"), password).map(done -> Reply.noContent());
  }

  private Future<Reply> list(Exchange exchange) {
    return care.list(StaffAccess.actor(exchange))
        .map(actors -> {
          JsonArray accounts = new JsonArray();
          actors.forEach(each -> accounts.add(managed(each)));
          return Reply.ok(new JsonObject().put("accounts", accounts));
        });
  }

  private static JsonObject managed(AccountCare.Managed each) {
    return described(each.actor())
        .put("username", each.actor().username())
        .put("joined", each.joined())
        .put("locked", each.locked())
        .put("invitedUntil", each.invitedUntil().orElse(null));
  }

  private Future<Reply> revoke(Exchange exchange) {
    return managed(exchange)
        .compose(account -> invitations.revoke(StaffAccess.actor(exchange), account))
        .map(done -> Reply.noContent());
  }

  private record TypedPasswords(String current, String wanted) {}

  private Future<Reply> changePassword(Exchange exchange) {
    TypedPasswords typed =
        exchange.read(f ->
            new TypedPasswords(
                f.text("current", 1, PasswordRules.LENGTH_MAX),
                f.text("password", PasswordRules.LENGTH_MIN, PasswordRules.LENGTH_MAX)));
    return signIn
        .change(StaffAccess.actor(exchange), typed.current(), typed.wanted(), exchange.address())
        .map(opened -> cookie.set(Reply.ok(described(opened.session())), opened.token()));
  }

  private Future<Reply> unlock(Exchange exchange) {
    return managed(exchange)
        .compose(account -> care.unlock(StaffAccess.actor(exchange), account))
        .map(done -> Reply.noContent());
  }

  private Future<Reply> renew(Exchange exchange) {
    return managed(exchange)
        .compose(account -> invitations.renew(StaffAccess.actor(exchange), account))
        .map(invitation -> Reply.created(link(invitation)));
  }

  private Future<Reply> deactivate(Exchange exchange) {
    return managed(exchange)
        .compose(account -> care.deactivate(StaffAccess.actor(exchange), account))
        .map(done -> Reply.noContent());
  }

  /** The account of the path, if it is theirs to manage; else it looks as if there were none. */
  private Future<Actor> managed(Exchange exchange) {
    return care.access(StaffAccess.actor(exchange), new AccountId(exchange.pathUuid("id")))
        .map(found -> found.orElseThrow(Problem::notFound));
  }
}
