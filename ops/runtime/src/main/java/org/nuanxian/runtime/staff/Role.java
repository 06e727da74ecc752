package org.nuanxian.runtime.staff;

import static org.nuanxian.runtime.staff.Permission.EDIT_ROSTER;
import static org.nuanxian.runtime.staff.Permission.MANAGE_ACCOUNTS;
import static org.nuanxian.runtime.staff.Permission.PREPARE_LINE;
import static org.nuanxian.runtime.staff.Permission.READ_AUDIT;
import static org.nuanxian.runtime.staff.Permission.READ_CONTENT;
import static org.nuanxian.runtime.staff.Permission.READ_FIGURES;
import static org.nuanxian.runtime.staff.Permission.READ_ROSTER;
import static org.nuanxian.runtime.staff.Permission.SERVE;
import static org.nuanxian.runtime.staff.Permission.SUPERVISE;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What somebody is here. A person may be several; each role says what it may, and how far. */
public enum Role {
  /** Answers help seekers (志愿者). */
  VOLUNTEER("volunteer", Reach.COUNTY),
  /** Supports volunteers live and takes escalations (督导). */
  SUPERVISOR("supervisor", Reach.COUNTY),
  /** Runs a county team (协调员); sees who serves, not what was said. */
  COORDINATOR("coordinator", Reach.COUNTY),
  /** Answers for the whole city's line. */
  CITY_LEAD("cityLead", Reach.CITY),
  /** Reads figures of the whole city, never content (督查员). */
  INSPECTOR("inspector", Reach.CITY),
  /** Keeps the machines; no content and no people's affairs. */
  SYSTEM_ADMINISTRATOR("systemAdministrator", Reach.CITY);

  /** How far a role reaches. */
  enum Reach {
    /** The account's own county. */
    COUNTY,
    /** Every county of the account's city. */
    CITY
  }

  private static final Map<Role, Set<Permission>> PERMISSIONS = permissions();
  private static final Map<Role, Set<Role>> GRANTS = grants();
  private static final Map<String, Role> WORDS = new LinkedHashMap<>();

  static {
    for (Role role : values()) {
      WORDS.put(role.word, role);
    }
  }

  private final String word;
  private final Reach reach;

  Role(String word, Reach reach) {
    this.word = word;
    this.reach = reach;
  }

  private static Map<Role, Set<Permission>> permissions() {
    Map<Role, Set<Permission>> table = new EnumMap<>(Role.class);
    table.put(VOLUNTEER, EnumSet.of(SERVE, READ_ROSTER));
    table.put(SUPERVISOR, EnumSet.of(SERVE, SUPERVISE, READ_CONTENT, READ_ROSTER, READ_FIGURES));
    table.put(
        COORDINATOR,
        EnumSet.of(READ_ROSTER, EDIT_ROSTER, READ_FIGURES, MANAGE_ACCOUNTS, PREPARE_LINE));
    Set<Permission> lead = EnumSet.allOf(Permission.class);
    lead.remove(SERVE);
    table.put(CITY_LEAD, lead);
    table.put(INSPECTOR, EnumSet.of(READ_ROSTER, READ_FIGURES));
    table.put(SYSTEM_ADMINISTRATOR, EnumSet.of(MANAGE_ACCOUNTS, PREPARE_LINE, READ_AUDIT));
    return table;
  }

  /** Nobody hands out more than they answer for; a system administrator never a seat at a line. */
  private static Map<Role, Set<Role>> grants() {
    Map<Role, Set<Role>> table = new EnumMap<>(Role.class);
    table.put(COORDINATOR, EnumSet.of(VOLUNTEER, SUPERVISOR, COORDINATOR));
    table.put(CITY_LEAD, EnumSet.of(VOLUNTEER, SUPERVISOR, COORDINATOR, CITY_LEAD, INSPECTOR));
    table.put(
        SYSTEM_ADMINISTRATOR, EnumSet.of(COORDINATOR, CITY_LEAD, INSPECTOR, SYSTEM_ADMINISTRATOR));
    return table;
  }

  /** The word on the wire and in the database. */
  public String word() {
    return word;
  }

  /** Every role by its word. */
  public static Map<String, Role> words() {
    return Map.copyOf(WORDS);
  }

  /** Whether the role needs a county of its own to mean anything. */
  public boolean needsCounty() {
    return reach == Reach.COUNTY;
  }

  /** Whether people of this role may invite people of the other. */
  boolean grants(Role other) {
    return GRANTS.getOrDefault(this, Set.of()).contains(other);
  }

  boolean may(Permission permission, boolean ownCounty) {
    return PERMISSIONS.get(this).contains(permission) && (reach == Reach.CITY || ownCounty);
  }
}
