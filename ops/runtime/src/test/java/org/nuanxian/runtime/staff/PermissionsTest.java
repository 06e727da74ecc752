package org.nuanxian.runtime.staff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.id.CountyCode;

/** Role × county × permission: the whole table. */
class PermissionsTest {
  private static final CityCode HERE = new CityCode("360800");
  private static final CityCode ELSEWHERE = new CityCode("330400");
  private static final CountyCode OWN = new CountyCode("360802");
  private static final CountyCode OTHER = new CountyCode("360803");

  static Actor actor(Role... roles) {
    return new Actor(
        new AccountId(UUID.randomUUID()), "li", "李", "暖1", HERE, Optional.of(OWN), Set.of(roles));
  }

  /** Columns: own county, another county of the city, the same county code in another city. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          VOLUNTEER            | SERVE           | yes | no  | no
          VOLUNTEER            | SUPERVISE       | no  | no  | no
          VOLUNTEER            | READ_CONTENT    | no  | no  | no
          VOLUNTEER            | READ_ROSTER     | yes | no  | no
          VOLUNTEER            | EDIT_ROSTER     | no  | no  | no
          VOLUNTEER            | READ_FIGURES    | no  | no  | no
          VOLUNTEER            | MANAGE_ACCOUNTS | no  | no  | no
          VOLUNTEER            | PREPARE_LINE    | no  | no  | no
          VOLUNTEER            | READ_AUDIT      | no  | no  | no
          SUPERVISOR           | SERVE           | yes | no  | no
          SUPERVISOR           | SUPERVISE       | yes | no  | no
          SUPERVISOR           | READ_CONTENT    | yes | no  | no
          SUPERVISOR           | READ_ROSTER     | yes | no  | no
          SUPERVISOR           | EDIT_ROSTER     | no  | no  | no
          SUPERVISOR           | READ_FIGURES    | yes | no  | no
          SUPERVISOR           | MANAGE_ACCOUNTS | no  | no  | no
          SUPERVISOR           | PREPARE_LINE    | no  | no  | no
          SUPERVISOR           | READ_AUDIT      | no  | no  | no
          COORDINATOR          | SERVE           | no  | no  | no
          COORDINATOR          | SUPERVISE       | no  | no  | no
          COORDINATOR          | READ_CONTENT    | no  | no  | no
          COORDINATOR          | READ_ROSTER     | yes | no  | no
          COORDINATOR          | EDIT_ROSTER     | yes | no  | no
          COORDINATOR          | READ_FIGURES    | yes | no  | no
          COORDINATOR          | MANAGE_ACCOUNTS | yes | no  | no
          COORDINATOR          | PREPARE_LINE    | yes | no  | no
          COORDINATOR          | READ_AUDIT      | no  | no  | no
          CITY_LEAD            | SERVE           | no  | no  | no
          CITY_LEAD            | SUPERVISE       | yes | yes | no
          CITY_LEAD            | READ_CONTENT    | yes | yes | no
          CITY_LEAD            | READ_ROSTER     | yes | yes | no
          CITY_LEAD            | EDIT_ROSTER     | yes | yes | no
          CITY_LEAD            | READ_FIGURES    | yes | yes | no
          CITY_LEAD            | MANAGE_ACCOUNTS | yes | yes | no
          CITY_LEAD            | PREPARE_LINE    | yes | yes | no
          CITY_LEAD            | READ_AUDIT      | yes | yes | no
          INSPECTOR            | SERVE           | no  | no  | no
          INSPECTOR            | SUPERVISE       | no  | no  | no
          INSPECTOR            | READ_CONTENT    | no  | no  | no
          INSPECTOR            | READ_ROSTER     | yes | yes | no
          INSPECTOR            | EDIT_ROSTER     | no  | no  | no
          INSPECTOR            | READ_FIGURES    | yes | yes | no
          INSPECTOR            | MANAGE_ACCOUNTS | no  | no  | no
          INSPECTOR            | PREPARE_LINE    | no  | no  | no
          INSPECTOR            | READ_AUDIT      | no  | no  | no
          SYSTEM_ADMINISTRATOR | SERVE           | no  | no  | no
          SYSTEM_ADMINISTRATOR | SUPERVISE       | no  | no  | no
          SYSTEM_ADMINISTRATOR | READ_CONTENT    | no  | no  | no
          SYSTEM_ADMINISTRATOR | READ_ROSTER     | no  | no  | no
          SYSTEM_ADMINISTRATOR | EDIT_ROSTER     | no  | no  | no
          SYSTEM_ADMINISTRATOR | READ_FIGURES    | no  | no  | no
          SYSTEM_ADMINISTRATOR | MANAGE_ACCOUNTS | yes | yes | no
          SYSTEM_ADMINISTRATOR | PREPARE_LINE    | yes | yes | no
          SYSTEM_ADMINISTRATOR | READ_AUDIT      | yes | yes | no
          """)
  void eachRoleMayWhatItsRowSays(
      Role role, Permission permission, String own, String other, String otherCity) {
    Actor actor = actor(role);
    assertEquals(own.equals("yes"), actor.may(permission, HERE, OWN));
    assertEquals(other.equals("yes"), actor.may(permission, HERE, OTHER));
    assertEquals(otherCity.equals("yes"), actor.may(permission, ELSEWHERE, OWN));
    assertEquals(other.equals("yes"), actor.mayEverywhere(permission, HERE));
  }

  @Test
  void theTableHasARowForEverything() {
    CsvSource table =
        java.util.Arrays.stream(PermissionsTest.class.getDeclaredMethods())
            .filter(method -> method.isAnnotationPresent(CsvSource.class))
            .findFirst()
            .orElseThrow()
            .getAnnotation(CsvSource.class);
    long rows = table.textBlock().lines().count();
    assertEquals((long) Role.values().length * Permission.values().length, rows);
  }

  @Test
  void severalRolesAddUp() {
    Actor both = actor(Role.VOLUNTEER, Role.COORDINATOR);
    assertEquals(true, both.may(Permission.SERVE, HERE, OWN));
    assertEquals(true, both.may(Permission.EDIT_ROSTER, HERE, OWN));
    assertFalse(both.may(Permission.READ_CONTENT, HERE, OWN));
  }

  @Test
  void nobodyHandsOutARoleAboveTheirs() {
    assertFalse(Role.COORDINATOR.grants(Role.CITY_LEAD));
    assertFalse(Role.COORDINATOR.grants(Role.SYSTEM_ADMINISTRATOR));
    assertFalse(Role.CITY_LEAD.grants(Role.SYSTEM_ADMINISTRATOR));
    assertFalse(Role.SYSTEM_ADMINISTRATOR.grants(Role.SUPERVISOR));
    assertFalse(Role.SYSTEM_ADMINISTRATOR.grants(Role.VOLUNTEER));
    assertFalse(Role.VOLUNTEER.grants(Role.VOLUNTEER));
    assertFalse(Role.INSPECTOR.grants(Role.INSPECTOR));
  }

  @Test
  void nobodysNameStandsInALog() {
    assertFalse(actor(Role.VOLUNTEER).toString().contains("李"));
    assertFalse(
        new StaffSession("k", actor(Role.VOLUNTEER), "secret", java.time.Instant.EPOCH, false)
            .toString()
            .contains("secret"));
  }
}
