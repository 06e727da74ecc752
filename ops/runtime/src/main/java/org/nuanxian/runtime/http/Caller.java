package org.nuanxian.runtime.http;

import java.util.Optional;

/** Who a request comes from, as far as an endpoint's {@link Access} found out. */
public interface Caller {
  /** Nobody in particular. */
  Caller ANYONE = Optional::empty;

  /**
   * What requests of this caller are counted under; stable, and not a secret. Empty: the address.
   */
  Optional<String> rateKey();

  /**
   * What {@code X-CSRF} must carry on a request that changes something. Empty when the browser
   * never adds the credential by itself, as with a bearer token.
   */
  default Optional<String> csrf() {
    return Optional.empty();
  }
}
