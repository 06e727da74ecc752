package org.nuanxian.roster;

import org.nuanxian.runtime.id.CityCode;

/**
 * A county's volunteers in figures.
 *
 * @param members people of the team who are active and qualified now
 */
public record Team(CityCode city, County county, int members) {
  /** 不少于20人: the plans ask for so many members in each county. */
  public static final int MEMBERS_MIN = 20;

  /** Whether the team has fewer members than the plans ask for, which coordinators must see. */
  public boolean tooSmall() {
    return members < MEMBERS_MIN;
  }
}
