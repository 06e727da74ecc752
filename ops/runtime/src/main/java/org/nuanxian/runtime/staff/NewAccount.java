package org.nuanxian.runtime.staff;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.id.CountyCode;

/**
 * An account to be created.
 *
 * @param id the account; a volunteer's is the one of the roster
 * @param username letters, digits, {@code . _ -}, 2 to 64; kept in NFKC and lower case
 * @param name real name
 * @param alias what help seekers see
 * @param city where they work
 * @param county their county; needed by every role of a county
 * @param roles what they are; at least one
 * @param password already checked; empty: they set it by invitation
 */
public record NewAccount(
    AccountId id,
    String username,
    String name,
    String alias,
    CityCode city,
    Optional<CountyCode> county,
    Set<Role> roles,
    Optional<String> password) {

  private static final String USERNAME = "[\\p{L}\\p{N}][\\p{L}\\p{N}._-]{1,63}";

  /**
   * Brings the name into its stored form.
   *
   * @throws IllegalArgumentException when the username, the roles or the county do not fit
   */
  public NewAccount {
    username = normal(username);
    roles = Set.copyOf(roles);
    if (!fits(username)) {
      throw new IllegalArgumentException("a username has 2 to 64 letters, digits, . _ -");
    }
    if (roles.isEmpty()) {
      throw new IllegalArgumentException("an account has at least one role");
    }
    if (county.isEmpty() && roles.stream().anyMatch(Role::needsCounty)) {
      throw new IllegalArgumentException("a role of a county needs a county");
    }
  }

  /** Who this will be. */
  Actor actor() {
    return new Actor(id, username, name, alias, city, county, roles);
  }

  /** Whether somebody of these roles answers help seekers. */
  public boolean answers() {
    return roles.stream().anyMatch(role -> role.may(Permission.SERVE, true));
  }

  /** Whether a username has the right form. */
  public static boolean fits(String username) {
    return normal(username).matches(USERNAME);
  }

  /** The form in which usernames are stored and compared. */
  static String normal(String username) {
    return Normalizer.normalize(username.strip(), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
  }

  /** Shows the id only. */
  @Override
  public String toString() {
    return "NewAccount[" + id.value() + "]";
  }
}
