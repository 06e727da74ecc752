package org.nuanxian.roster;

import java.util.List;
import org.nuanxian.runtime.id.CityCode;

/** A prefecture (市) with its counties in the order of their codes. */
public record City(CityCode code, String name, List<County> counties) {
  public City {
    counties = List.copyOf(counties);
  }
}
