package org.nuanxian.runtime.audit;

import java.util.UUID;

/**
 * Who did something, as the audit names them.
 *
 * @param value {@code account:<uuid>}, or {@code nobody} for somebody who did not get in
 */
public record Who(String value) {
  /** Somebody who is not signed in. */
  public static final Who NOBODY = new Who("nobody");

  /** A member of staff. */
  public static Who account(UUID id) {
    return new Who("account:" + id);
  }
}
