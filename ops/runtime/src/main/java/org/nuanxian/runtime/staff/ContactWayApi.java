package org.nuanxian.runtime.staff;

import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.nuanxian.runtime.http.Access;
import org.nuanxian.runtime.http.Endpoint;
import org.nuanxian.runtime.http.Exchange;
import org.nuanxian.runtime.http.Fields;
import org.nuanxian.runtime.http.Problem;
import org.nuanxian.runtime.http.RateLimit;
import org.nuanxian.runtime.http.Reply;

/**
 * How people are called: one's own as they are, those of others for whoever manages their account,
 * who sees only whether it is the right one.
 */
public final class ContactWayApi {
  private static final int CHARS_MAX = 120;

  /** What stays visible of somebody else's at each end. */
  private static final int SHOWN = 3;

  private static final Map<OwnWay, Pattern> FORM =
      Map.of(
          OwnWay.SMS, Pattern.compile("\\+?[0-9]{5,15}"),
          OwnWay.EMAIL, Pattern.compile("[^@\\s,;<>]+@[^@\\s,;<>]+"));

  private final ContactWays ways;
  private final Accounts accounts;
  private final StaffAccess access;

  /** The endpoints of these ways. */
  public ContactWayApi(ContactWays ways, Staff staff) {
    this.ways = ways;
    this.accounts = staff.accounts();
    this.access = staff.access();
  }

  /** The rows for the edge's table. */
  public List<Endpoint> endpoints() {
    Access any = access.any();
    Access managers = access.who(Permission.MANAGE_ACCOUNTS);
    RateLimit limit = RateLimit.PERSON;
    return List.of(
        Endpoint.of(GET, "/api/v1/me/ways", any, limit, this::own),
        Endpoint.of(POST, "/api/v1/me/ways", any, limit, this::setOwn),
        Endpoint.of(GET, "/api/v1/accounts/:id/ways", managers, limit, this::others),
        Endpoint.of(POST, "/api/v1/accounts/:id/ways", managers, limit, this::setOthers));
  }

  private Future<Reply> own(Exchange exchange) {
    return ways.of(StaffAccess.actor(exchange).id()).map(known -> Reply.ok(json(known)));
  }

  private Future<Reply> setOwn(Exchange exchange) {
    Actor by = StaffAccess.actor(exchange);
    return set(by, by.id(), exchange.read(ContactWayApi::read));
  }

  private Future<Reply> others(Exchange exchange) {
    return managed(exchange)
        .compose(account -> ways.of(account.id()))
        .map(known -> {
          known.replaceAll((way, address) -> masked(address));
          return Reply.ok(json(known));
        });
  }

  private Future<Reply> setOthers(Exchange exchange) {
    Map<OwnWay, String> wanted = exchange.read(ContactWayApi::read);
    return managed(exchange)
        .compose(account -> set(StaffAccess.actor(exchange), account.id(), wanted));
  }

  /** The account of the path, if it is theirs to manage; else it looks as if there were none. */
  private Future<Actor> managed(Exchange exchange) {
    Actor by = StaffAccess.actor(exchange);
    return accounts
        .find(new AccountId(exchange.pathUuid("id")))
        .map(found -> found.orElseThrow(Problem::notFound))
        .map(account -> {
          try {
            Invitations.checkManages(by, account);
          } catch (Problem notTheirs) {
            throw Problem.notFound();
          }
          return account;
        });
  }

  /** What is named; an empty text takes one out. */
  private static Map<OwnWay, String> read(Fields f) {
    Map<OwnWay, String> named = new EnumMap<>(OwnWay.class);
    for (OwnWay way : OwnWay.TOLD) {
      Optional<String> given = f.optionalText(way.wire(), CHARS_MAX).map(String::strip);
      given
          .filter(text -> !text.isEmpty() && !FORM.get(way).matcher(text).matches())
          .ifPresent(odd -> f.mistake(way.wire(), "format", "Must be one number or address."));
      given.ifPresent(text -> named.put(way, text));
    }
    return named;
  }

  /** What is not named stays as it is. */
  private Future<Reply> set(Actor by, AccountId account, Map<OwnWay, String> named) {
    return ways.of(account)
        .compose(known -> {
          Map<OwnWay, String> all = new EnumMap<>(OwnWay.class);
          all.putAll(known);
          all.putAll(named);
          all.values().removeIf(String::isEmpty);
          return ways.set(by, account, all);
        })
        .map(done -> Reply.noContent());
  }

  private static String masked(String address) {
    int shown = Math.min(SHOWN, address.length() / 3);
    return address.substring(0, shown) + "****" + address.substring(address.length() - shown);
  }

  private static JsonObject json(Map<OwnWay, String> known) {
    JsonObject json = new JsonObject();
    known.forEach((way, address) -> json.put(way.wire(), address));
    return json;
  }
}
