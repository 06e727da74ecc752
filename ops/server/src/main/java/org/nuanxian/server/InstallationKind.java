package org.nuanxian.server;

import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import org.nuanxian.runtime.engine.DataDirectory;
import org.nuanxian.runtime.postgres.Database;

/** Keeps a demo and a live line apart also where the database is outside of the data directory. */
final class InstallationKind {
  private static final String CLAIM =
      "INSERT INTO installation.kind (kind) VALUES ($1) ON CONFLICT (singleton) DO NOTHING";
  private static final String READ = "SELECT kind FROM installation.kind";

  private InstallationKind() {}

  /** Marks a fresh database; fails with {@link RefusedStart} when it holds the other kind. */
  static Future<Void> claim(Database database, DataDirectory.Kind wanted) {
    return database
        .client()
        .preparedQuery(CLAIM)
        .execute(Tuple.of(wanted.name()))
        .compose(claimed -> database.client().query(READ).execute())
        .map(rows -> {
          String found = rows.iterator().next().getString("kind");
          if (!found.equals(wanted.name())) {
            throw new RefusedStart(
                "The database holds a "
                    + found
                    + " installation, and this start wants "
                    + wanted
                    + ": the two never mix. Start with or without --demo as before, or name"
                    + " another database");
          }
          return null;
        });
  }
}
