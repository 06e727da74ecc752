package org.nuanxian.runtime.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nuanxian.runtime.postgres.Database;
import org.nuanxian.runtime.testing.Await;
import org.nuanxian.runtime.testing.Stores;

/** The audit on real PostgreSQL. */
class AuditTest {
  @RegisterExtension static final Stores STORES = Stores.with("audit");

  private static Database database;
  private static Audit audit;

  @BeforeAll
  static void start() {
    database = STORES.database();
    audit = new Audit(database, InstantSource.system());
  }

  private static void record(int times) {
    STORES.onLoop(() -> {
      List<Future<Void>> all = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        all.add(
            audit.record(Who.NOBODY, "transcript.open", "contact:" + i, Map.of("reason", "督导|复核")));
      }
      return Future.all(all).mapEmpty();
    });
  }

  private static Future<Void> sql(String text) {
    return database.pool().query(text).execute().mapEmpty();
  }

  private static long faults() {
    return STORES.onLoop(audit::faults);
  }

  /** As somebody with all power over the database would. */
  private static void tamper(String text) {
    STORES.onLoop(() -> sql("ALTER TABLE audit.entry DISABLE TRIGGER USER; " + text));
  }

  @Test
  void manyWritersMakeOneChainAndNobodyRewritesIt() {
    record(40);
    assertEquals(0, faults());
    for (String change :
        List.of(
            "UPDATE audit.entry SET who = 'nobody'",
            "DELETE FROM audit.entry WHERE n = 3",
            "TRUNCATE audit.entry")) {
      Throwable refused = Await.failure(sql(change));
      assertTrue(refused.getMessage().contains("never changed"), change);
    }
    assertEquals(0, faults());

    tamper("UPDATE audit.entry SET subject = 'contact:elsewhere' WHERE n = 7");
    assertEquals(1, faults());
    tamper("DELETE FROM audit.entry WHERE n = 20");
    assertTrue(faults() > 1);
  }
}
