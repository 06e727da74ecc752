package org.nuanxian.runtime.postgres;

import io.vertx.core.Future;
import java.util.function.Supplier;

/** What every statement of a client goes through when it is sent. */
@FunctionalInterface
interface Gate {

  /** Sends the statement (or refuses it) and returns what its caller sees. */
  <T> Future<T> pass(String sql, Supplier<Future<T>> statement);
}
