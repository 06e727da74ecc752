package org.nuanxian.runtime.settings;

import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import org.nuanxian.runtime.audit.Audit;
import org.nuanxian.runtime.http.Problem;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.postgres.Database;
import org.nuanxian.runtime.staff.Actor;
import org.nuanxian.runtime.staff.Permission;

/** What every change of settings needs: where it is written, when, and that it is on record. */
final class Deciding {
  private final Database database;
  private final Settings settings;
  private final Audit audit;
  private final InstantSource clock;

  Deciding(Database database, Settings settings, Audit audit, InstantSource clock) {
    this.database = database;
    this.settings = settings;
    this.audit = audit;
    this.clock = clock;
  }

  Database database() {
    return database;
  }

  OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }

  /** Puts a change on record and tells every node. */
  Future<Void> done(Actor by, String action, String item, Map<String, String> detail) {
    CityCode city = by.city();
    String subject = "settings:" + city.value() + ":" + item;
    return audit.record(by.who(), action, subject, detail).compose(v -> settings.changed(city));
  }

  /** Refuses whoever does not answer for the whole city. */
  static void checkEverywhere(Actor by) {
    if (!by.mayEverywhere(Permission.PREPARE_LINE, by.city())) {
      throw Problem.forbidden("out-of-scope", "This is decided for the whole city.");
    }
  }

  static Instant instant(OffsetDateTime time) {
    return time.toInstant();
  }
}
