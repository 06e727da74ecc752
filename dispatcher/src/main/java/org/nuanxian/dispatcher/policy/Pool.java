package org.nuanxian.dispatcher.policy;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.nuanxian.runtime.http.Fields;
import org.nuanxian.runtime.id.CountyCode;

/**
 * Counties that stand in for each other at some hours.
 *
 * @param hours when they do
 * @param counties at least two of the city
 */
public record Pool(Hours hours, List<CountyCode> counties) {
  /** More than any city has. */
  static final int COUNTIES_MAX = 60;

  private static final int CODE_CHARS = 6;

  /** Copies the counties. */
  public Pool {
    counties = List.copyOf(counties);
  }

  static Pool read(Fields f) {
    List<CountyCode> counties = new ArrayList<>();
    for (String code : f.texts("counties", COUNTIES_MAX, CODE_CHARS)) {
      if (code.matches("[0-9]{6}")) {
        counties.add(new CountyCode(code));
      } else {
        f.mistake("counties", "format", "Must be codes of six digits.");
      }
    }
    if (counties.size() < 2 || new HashSet<>(counties).size() < counties.size()) {
      f.mistake("counties", "length", "Must be at least two different counties.");
    }
    return new Pool(Hours.read(f, Hours.ALWAYS), counties);
  }

  JsonObject json() {
    JsonArray codes = new JsonArray();
    counties.forEach(county -> codes.add(county.value()));
    return hours.json().put("counties", codes);
  }
}
