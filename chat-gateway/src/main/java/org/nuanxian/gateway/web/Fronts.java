package org.nuanxian.gateway.web;

import java.util.Optional;

/** What stands in the help page before any script, for each city that this house serves. */
public interface Fronts {
  /**
   * The name of the form that is shown.
   *
   * @param city the code in the address; without one it is the first city's
   * @return the code of a city that is served, or an empty text
   */
  String form(Optional<String> city);

  /** That form, now; for an empty text a line that is not open. */
  Front of(String form);

  /** Where the address says nothing. */
  default Front first() {
    return of(form(Optional.empty()));
  }
}
