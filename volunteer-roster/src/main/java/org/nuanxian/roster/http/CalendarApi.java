package org.nuanxian.roster.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.nuanxian.roster.Calendar;
import org.nuanxian.roster.OwnShift;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.http.Access;
import org.nuanxian.runtime.http.Endpoint;
import org.nuanxian.runtime.http.Exchange;
import org.nuanxian.runtime.http.Problem;
import org.nuanxian.runtime.http.RateLimit;
import org.nuanxian.runtime.http.Reply;
import org.nuanxian.runtime.staff.StaffAccess;
import org.nuanxian.runtime.vault.Vault;

/**
 * Own shifts: on the page, and as a file that a telephone reads by a link that needs no login. The
 * link shows the times of one person's shifts and nothing else; who has it may read them until it
 * is renewed or ended.
 */
public final class CalendarApi {
  private static final String SHIFTS = "/api/v1/me/shifts";
  private static final String LINK = "/api/v1/me/calendar";
  private static final String FEED = "/api/v1/calendar";
  private static final String PURPOSE = "calendar";
  private static final String ENDING = ".ics";

  /** How far the page looks ahead: as far as a roster is usually published. */
  private static final Duration PAGE_AHEAD = Duration.ofDays(35);

  /** What the file shows of the past, for whoever counts hours, and of what is to come. */
  private static final Duration FILE_BACK = Duration.ofDays(60);

  private static final Duration FILE_AHEAD = Duration.ofDays(120);

  private final Calendar calendar;
  private final Vault vault;
  private final InstantSource clock;

  /** Answers from the calendar; links are derived under the vault's key. */
  public CalendarApi(Calendar calendar, Vault vault, InstantSource clock) {
    this.calendar = calendar;
    this.vault = vault;
    this.clock = clock;
  }

  /** The rows for the edge's table; {@code staff} lets signed-in staff pass. */
  public List<Endpoint> endpoints(Access staff) {
    RateLimit limit = RateLimit.PERSON;
    return List.of(
        Endpoint.of(HttpMethod.GET, SHIFTS, staff, limit, this::shifts),
        Endpoint.of(HttpMethod.GET, LINK, staff, limit, this::link),
        Endpoint.of(HttpMethod.POST, LINK, staff, limit, this::renew),
        Endpoint.of(HttpMethod.POST, LINK + "/end", staff, limit, this::end),
        Endpoint.of(HttpMethod.GET, FEED + "/:volunteer/:file", Access.ANYONE, limit, this::file));
  }

  private static VolunteerId own(Exchange exchange) {
    return new VolunteerId(StaffAccess.actor(exchange).id().value());
  }

  private Future<Reply> shifts(Exchange exchange) {
    Instant now = clock.instant();
    return calendar
        .shifts(own(exchange), now, now.plus(PAGE_AHEAD))
        .map(all -> all.stream().map(CalendarApi::json).toList())
        .map(all -> Reply.ok(new JsonObject().put("shifts", new JsonArray(all))));
  }

  private static JsonObject json(OwnShift own) {
    return new JsonObject()
        .put("id", own.shift().id().value().toString())
        .put("name", own.shift().name())
        .put("county", own.shift().county().value())
        .put("from", own.shift().from().toString())
        .put("to", own.shift().to().toString())
        .put("seat", own.seat().code());
  }

  private Future<Reply> link(Exchange exchange) {
    VolunteerId volunteer = own(exchange);
    return calendar
        .link(volunteer)
        .map(number -> {
          JsonObject json = new JsonObject();
          number.ifPresent(n -> json.put("path", path(volunteer, n)));
          return Reply.ok(json);
        });
  }

  private Future<Reply> renew(Exchange exchange) {
    VolunteerId volunteer = own(exchange);
    return calendar
        .renew(StaffAccess.actor(exchange).who(), volunteer)
        .map(number -> Reply.created(new JsonObject().put("path", path(volunteer, number))));
  }

  private Future<Reply> end(Exchange exchange) {
    return calendar
        .end(StaffAccess.actor(exchange).who(), own(exchange))
        .map(ended -> Reply.noContent());
  }

  private String token(VolunteerId volunteer, int number) {
    return vault.token(PURPOSE, volunteer.value() + ":" + number);
  }

  private String path(VolunteerId volunteer, int number) {
    return FEED + "/" + volunteer.value() + "/" + token(volunteer, number) + ENDING;
  }

  /** A link that opens nothing says nothing of why. */
  private Future<Reply> file(Exchange exchange) {
    VolunteerId volunteer = Paths.volunteer(exchange);
    String asked = exchange.path("file");
    Instant now = clock.instant();
    return calendar
        .link(volunteer)
        .compose(number ->
            opens(volunteer, number, asked)
                ? calendar.shifts(volunteer, now.minus(FILE_BACK), now.plus(FILE_AHEAD))
                : Future.failedFuture(Problem.notFound()))
        .map(shifts ->
            Reply.of(
                200, "text/calendar; charset=utf-8", Buffer.buffer(CalendarFile.of(shifts, now))));
  }

  private boolean opens(VolunteerId volunteer, Optional<Integer> number, String asked) {
    return number
        .map(n -> token(volunteer, n) + ENDING)
        .filter(good ->
            MessageDigest.isEqual(
                good.getBytes(StandardCharsets.US_ASCII), asked.getBytes(StandardCharsets.UTF_8)))
        .isPresent();
  }
}
