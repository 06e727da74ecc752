package org.nuanxian.runtime.staff;

import java.util.Optional;
import java.util.Set;
import org.nuanxian.runtime.audit.Who;
import org.nuanxian.runtime.http.Problem;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.id.CountyCode;

/**
 * A member of staff who does something, as known when the request came.
 *
 * @param id the account
 * @param username what they sign in with
 * @param name real name; for colleagues only
 * @param alias what help seekers see
 * @param city the only city they work in
 * @param county their county; empty for people of the whole city
 * @param roles what they are; not empty
 */
public record Actor(
    AccountId id,
    String username,
    String name,
    String alias,
    CityCode city,
    Optional<CountyCode> county,
    Set<Role> roles) {

  /** Copies the roles. */
  public Actor {
    roles = Set.copyOf(roles);
  }

  /** How the audit names them. */
  public Who who() {
    return Who.account(id.value());
  }

  /** Whether they have the role. */
  public boolean is(Role role) {
    return roles.contains(role);
  }

  /** Whether the county is their own. */
  public boolean worksIn(CountyCode other) {
    return county.filter(other::equals).isPresent();
  }

  /** Whether they may do this in that county of that city. */
  public boolean may(Permission permission, CityCode where, CountyCode inCounty) {
    return city.equals(where)
        && roles.stream().anyMatch(role -> role.may(permission, worksIn(inCounty)));
  }

  /** Whether they may do this in every county of that city. */
  public boolean mayEverywhere(Permission permission, CityCode where) {
    return city.equals(where) && roles.stream().anyMatch(role -> role.may(permission, false));
  }

  /** Whether they may do this somewhere at all. */
  public boolean maySomewhere(Permission permission) {
    return roles.stream().anyMatch(role -> role.may(permission, county.isPresent()));
  }

  /**
   * Refuses when they may not do this in that county of that city.
   *
   * @throws Problem 403 {@code out-of-scope}
   */
  public void check(Permission permission, CityCode where, CountyCode inCounty) {
    if (!may(permission, where, inCounty)) {
      throw Problem.forbidden("out-of-scope", "This is not yours to see or change.");
    }
  }

  /** Shows the id only: names do not belong into a log. */
  @Override
  public String toString() {
    return "Actor[" + id.value() + "]";
  }
}
