package org.nuanxian.server.demo;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.nuanxian.roster.City;
import org.nuanxian.roster.County;
import org.nuanxian.roster.Plan;
import org.nuanxian.roster.Planning;
import org.nuanxian.runtime.engine.OwnPbx;
import org.nuanxian.runtime.engine.PrivateFiles;
import org.nuanxian.runtime.id.CountyCode;
import org.nuanxian.runtime.staff.AccountId;
import org.nuanxian.runtime.staff.Accounts;
import org.nuanxian.runtime.staff.NewAccount;
import org.nuanxian.runtime.staff.Role;

/**
 * Fills an installation with an invented city and keeps its roster two weeks ahead. Every step can
 * be repeated; a start that was cut off goes on where it was.
 */
public final class Demo {
  private static final Duration QUALIFIED = Duration.ofDays(3650); // longer than any demo
  private static final int PASSWORD_LENGTH = 16; // of base64url: 96 bits

  private final Accounts accounts;
  private final Planning planning;
  private final Plan plan;
  private final InstantSource clock;
  private final City city = DemoCity.read();
  private final DemoPeople people;

  /**
   * A demo that is not written yet.
   *
   * @param secret makes a secret out of a word, the same at every start and on every node
   */
  public Demo(
      Accounts accounts,
      Planning planning,
      Plan plan,
      InstantSource clock,
      Function<String, String> secret) {
    this.accounts = accounts;
    this.planning = planning;
    this.plan = plan;
    this.clock = clock;
    this.people =
        new DemoPeople(city, role -> secret.apply(role.word()).substring(0, PASSWORD_LENGTH));
  }

  /** Writes people and roster as far as they are not there. */
  public Future<Void> fill() {
    List<NewAccount> all = people.accounts();
    AccountId last = all.getLast().id();
    return accounts
        .find(last)
        .compose(found ->
            found.isPresent()
                ? Future.succeededFuture()
                : planning
                    .addCity(city)
                    .compose(v -> addVolunteers())
                    .compose(v -> accounts.createAll(all)))
        .compose(v -> extend());
  }

  /** Writes the shifts of this and the next week as far as they are not there. */
  public Future<Void> extend() {
    DemoRoster roster = DemoRoster.around(clock.instant());
    Future<Void> done = Future.succeededFuture();
    for (County county : city.counties()) {
      done = done.compose(v -> extend(county.code(), roster));
    }
    return done;
  }

  /** What can be called on a PBX beside the demo: the code of each county, each as code=code. */
  public static List<String> numbers() {
    return DemoCity.read().counties().stream()
        .map(county -> county.code() + "=" + county.code())
        .toList();
  }

  private static JsonObject hotline(OwnPbx pbx) {
    JsonObject numbers = new JsonObject();
    pbx.config().counties().forEach((called, county) -> numbers.put(called, county.value()));
    return new JsonObject()
        .put("sip", pbx.sip())
        .put("outside", pbx.outside())
        .put("numbers", numbers);
  }

  private Future<Void> addVolunteers() {
    return planning.addVolunteers(city.code(), people.volunteers(clock.instant().plus(QUALIFIED)));
  }

  private Future<Void> extend(CountyCode county, DemoRoster roster) {
    return plan.shifts(county, roster.last(), roster.to())
        .compose(shifts -> {
          boolean published =
              shifts.stream()
                  .filter(shift -> shift.shift().from().equals(roster.last()))
                  .flatMap(shift -> shift.seated().stream())
                  .anyMatch(Plan.Seated::published);
          return published ? Future.succeededFuture() : write(county, roster);
        });
  }

  private Future<Void> write(CountyCode county, DemoRoster roster) {
    return planning
        .addShifts(city.code(), roster.shifts(county))
        .compose(v -> planning.assign(city.code(), roster.assignments(county)))
        .compose(v -> planning.publish(city.code(), county, roster.from(), roster.to()));
  }

  /**
   * Writes {@code demo.json}, where a curious person finds the accounts.
   *
   * @param pbx beside the server: where to call it, and where its calls to telephones outside go
   * @throws UncheckedIOException when the directory cannot be written
   */
  public void tell(Path directory, String baseUrl, String adminUrl, Optional<OwnPbx> pbx) {
    JsonArray list = new JsonArray();
    for (NewAccount account : people.accounts()) {
      list.add(
          new JsonObject()
              .put("username", account.username())
              .put("password", account.password().orElseThrow())
              .put("roles", new JsonArray(account.roles().stream().map(Role::word).toList()))
              .put("county", account.county().map(CountyCode::value).orElse(null)));
    }
    JsonObject told =
        new JsonObject()
            .put("baseUrl", baseUrl)
            .put("adminUrl", adminUrl)
            .put("city", city.code().value())
            .put("accounts", list);
    pbx.ifPresent(own -> told.put("hotline", hotline(own)));
    try {
      PrivateFiles.write(directory.resolve("demo.json"), told.encodePrettily() + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
