package org.nuanxian.runtime.http;

import io.vertx.core.Future;

/** What an endpoint does, once the caller may. Throw or fail with a {@link Problem} to refuse. */
@FunctionalInterface
public interface Action {
  /** The answer. */
  Future<Reply> answer(Exchange exchange);
}
