package org.nuanxian.dispatcher.ladder;

import java.util.LinkedHashMap;
import java.util.Map;

/** Whom one rung of a ladder calls. */
public enum Called {
  /** The supervisors of the county it is about (本县督导). */
  COUNTY_SUPERVISORS("countySupervisors", true),
  /** Supervisors on shift for the county; where it has none, all of the city on shift (值班督导). */
  SUPERVISOR_ON_DUTY("supervisorOnDuty", false),
  /** Every supervisor of the city (全体督导). */
  ALL_SUPERVISORS("allSupervisors", true),
  /**
   * Whose turn it is by the city's list of experts; in hours that are nobody's, supervisors on call
   * at home by the roster, the county's own where it has one (听班专家).
   */
  EXPERT_ON_CALL("expertOnCall", false),
  /** The coordinators of the county (协调员). */
  COORDINATOR("coordinator", true),
  /** Whoever answers for the whole city (市级负责人). */
  CITY_LEAD("cityLead", true),
  /** Whoever keeps the machines (系统管理员). */
  ADMINISTRATOR("administrator", true),
  /** One person, by name. */
  PERSON("person", true);

  private static final Map<String, Called> WORDS = new LinkedHashMap<>();

  static {
    for (Called who : values()) {
      WORDS.put(who.wire, who);
    }
  }

  private final String wire;
  private final boolean always;

  Called(String wire, boolean always) {
    this.wire = wire;
    this.always = always;
  }

  /** The word on the wire and in the database. */
  public String wire() {
    return wire;
  }

  /** Whether these people are the same at every hour, whatever roster and list say. */
  public boolean always() {
    return always;
  }

  /** Each by its word. */
  public static Map<String, Called> words() {
    return Map.copyOf(WORDS);
  }
}
