package org.nuanxian.roster;

import io.vertx.core.Future;
import org.nuanxian.runtime.audit.Who;
import org.nuanxian.runtime.id.CityCode;

/** For what volunteers have been trained: who changes it is on record. */
public interface Clearances {

  /**
   * What a volunteer is cleared for from now on. Listeners of the city's roster are told, so that
   * it counts at an open console as well; what is as it was is no change and is not on record.
   *
   * @return durable, with its audit; fails with 404 for nobody of the city
   */
  Future<Void> change(Who by, CityCode city, VolunteerId volunteer, Clearance clearance);
}
