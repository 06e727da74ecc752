package org.nuanxian.runtime.http;

import io.vertx.core.Future;

/** Who may call an endpoint. */
@FunctionalInterface
public interface Access {
  /** Open to everybody. */
  Access ANYONE = exchange -> Future.succeededFuture(Caller.ANYONE);

  /**
   * Finds out who calls; fails with a {@link Problem} (401, 403, 503) when they may not. Asked
   * after the body was read and before the rate limit.
   */
  Future<? extends Caller> check(Exchange exchange);
}
