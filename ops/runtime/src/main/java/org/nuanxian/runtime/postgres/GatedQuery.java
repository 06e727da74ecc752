package org.nuanxian.runtime.postgres;

import io.vertx.core.Future;
import io.vertx.sqlclient.PreparedQuery;
import io.vertx.sqlclient.Query;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlResult;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collector;

/** A query whose every execution goes through a {@link Gate}. */
final class GatedQuery {

  private GatedQuery() {}

  /** A query in text. */
  record Simple<T>(Gate gate, String sql, Query<T> query) implements Query<T> {

    @Override
    public Future<T> execute() {
      return gate.pass(sql, query::execute);
    }

    @Override
    public <R> Query<SqlResult<R>> collecting(Collector<Row, ?, R> collector) {
      return new Simple<>(gate, sql, query.collecting(collector));
    }

    @Override
    public <U> Query<RowSet<U>> mapping(Function<Row, U> mapper) {
      return new Simple<>(gate, sql, query.mapping(mapper));
    }
  }

  /** A prepared query. */
  record Prepared<T>(Gate gate, String sql, PreparedQuery<T> query) implements PreparedQuery<T> {

    @Override
    public Future<T> execute() {
      return gate.pass(sql, query::execute);
    }

    @Override
    public Future<T> execute(Tuple tuple) {
      return gate.pass(sql, () -> query.execute(tuple));
    }

    @Override
    public Future<T> executeBatch(List<Tuple> batch) {
      return gate.pass(sql, () -> query.executeBatch(batch));
    }

    @Override
    public <R> PreparedQuery<SqlResult<R>> collecting(Collector<Row, ?, R> collector) {
      return new Prepared<>(gate, sql, query.collecting(collector));
    }

    @Override
    public <U> PreparedQuery<RowSet<U>> mapping(Function<Row, U> mapper) {
      return new Prepared<>(gate, sql, query.mapping(mapper));
    }
  }
}
