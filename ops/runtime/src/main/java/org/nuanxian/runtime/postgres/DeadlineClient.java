package org.nuanxian.runtime.postgres;

import io.vertx.core.Future;
import io.vertx.sqlclient.PrepareOptions;
import io.vertx.sqlclient.PreparedQuery;
import io.vertx.sqlclient.Query;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;

/** A client whose statements go through a {@link Gate} that gives each of them a deadline. */
record DeadlineClient(SqlClient client, Gate gate) implements SqlClient {

  @Override
  public Query<RowSet<Row>> query(String sql) {
    return new GatedQuery.Simple<>(gate, sql, client.query(sql));
  }

  @Override
  public PreparedQuery<RowSet<Row>> preparedQuery(String sql) {
    return new GatedQuery.Prepared<>(gate, sql, client.preparedQuery(sql));
  }

  @Override
  public PreparedQuery<RowSet<Row>> preparedQuery(String sql, PrepareOptions options) {
    return new GatedQuery.Prepared<>(gate, sql, client.preparedQuery(sql, options));
  }

  @Override
  public Future<Void> close() {
    return client.close();
  }
}
