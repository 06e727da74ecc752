package org.nuanxian.roster.http;

import java.util.UUID;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.http.Exchange;
import org.nuanxian.runtime.http.Problem;
import org.nuanxian.runtime.id.CountyCode;

/** Parts of a path; one that is none of its kind is 404, like one that is unknown. */
final class Paths {
  private Paths() {}

  /** The part {@code county}. */
  static CountyCode county(Exchange exchange) {
    try {
      return new CountyCode(exchange.path("county"));
    } catch (IllegalArgumentException e) {
      throw Problem.notFound();
    }
  }

  /** The part {@code volunteer}. */
  static VolunteerId volunteer(Exchange exchange) {
    try {
      return new VolunteerId(UUID.fromString(exchange.path("volunteer")));
    } catch (IllegalArgumentException e) {
      throw Problem.notFound();
    }
  }
}
