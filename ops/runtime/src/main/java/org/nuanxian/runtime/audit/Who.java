package org.nuanxian.runtime.audit;

import java.util.UUID;

/**
 * Who did something, as the audit names them.
 *
 * @param value {@code account:<uuid>}, {@code contact:<uuid>}, or {@code nobody} for somebody who
 *     did not get in
 */
public record Who(String value) {
  /** Somebody who is not signed in. */
  public static final Who NOBODY = new Who("nobody");

  /** The help seeker of a contact. */
  public static Who seeker(UUID contact) {
    return new Who("contact:" + contact);
  }

  /** A member of staff. */
  public static Who account(UUID id) {
    return new Who("account:" + id);
  }
}
