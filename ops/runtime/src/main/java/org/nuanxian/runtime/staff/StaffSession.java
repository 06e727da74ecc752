package org.nuanxian.runtime.staff;

import java.time.Instant;
import java.util.Optional;
import org.nuanxian.runtime.http.Caller;

/**
 * A signed-in member of staff.
 *
 * @param key SHA-256 of the token in hex: names the session without being able to use it
 * @param actor who
 * @param csrfToken what {@code X-CSRF} must carry
 * @param expiresAt when it ends for want of use; open sockets outlive it
 * @param locked its pages show nothing until the password is typed; sockets stay
 */
public record StaffSession(
    String key, Actor actor, String csrfToken, Instant expiresAt, boolean locked)
    implements Caller {

  @Override
  public Optional<String> rateKey() {
    return Optional.of("staff:" + actor.id().value());
  }

  @Override
  public Optional<String> csrf() {
    return Optional.of(csrfToken);
  }

  /** Shows nothing that could be used. */
  @Override
  public String toString() {
    return "StaffSession[" + actor + "]";
  }
}
