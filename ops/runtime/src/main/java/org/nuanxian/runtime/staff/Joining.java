package org.nuanxian.runtime.staff;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.Optional;

/**
 * What else begins with an account: it belongs to a city, and somebody who answers joins a team.
 */
@FunctionalInterface
public interface Joining {
  /** Nothing else. */
  Joining NOTHING = (connection, account, answering) -> Future.succeededFuture();

  /** Writes it inside the transaction that creates the account. */
  Future<Void> join(SqlConnection connection, NewAccount account, Answering answering);

  /** Fails with 422 {@code unknown-county} for a county that is not of the account's city. */
  default Future<Void> checkCounty(SqlConnection connection, NewAccount account) {
    return Future.succeededFuture();
  }

  /**
   * What a team needs to know of somebody who answers.
   *
   * @param gender female, male or other
   * @param qualifiedUntil when the qualification ends; without one nobody is put on shift
   */
  record Answering(String gender, Optional<Instant> qualifiedUntil) {}
}
