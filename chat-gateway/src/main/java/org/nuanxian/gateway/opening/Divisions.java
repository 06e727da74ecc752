package org.nuanxian.gateway.opening;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.nuanxian.roster.City;
import org.nuanxian.roster.County;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.id.CountyCode;

/**
 * Provinces, cities and counties of the mainland by their GB/T 2260 codes, out of {@code
 * divisions.json}: {@code [code, name, [[code, name, [[code, name] …]] …]]}.
 */
final class Divisions {
  private static final String FILE = "divisions.json";

  private final Buffer json;
  private final JsonArray provinces;

  private Divisions(Buffer json) {
    this.json = json;
    this.provinces = new JsonArray(json);
  }

  static Divisions read() {
    try (InputStream in = Objects.requireNonNull(Divisions.class.getResourceAsStream(FILE))) {
      return new Divisions(Buffer.buffer(in.readAllBytes()));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** As it is sent to the page. */
  Buffer json() {
    return json;
  }

  /**
   * A city with some of its counties.
   *
   * @return empty when there is no such city, or one of the counties is not of it, or none is asked
   */
  Optional<City> city(String code, Set<String> counties) {
    for (Object province : provinces) {
      for (Object each : ((JsonArray) province).getJsonArray(2)) {
        JsonArray city = (JsonArray) each;
        if (city.getString(0).equals(code)) {
          return chosen(city, counties);
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<City> chosen(JsonArray city, Set<String> wanted) {
    List<County> counties = new ArrayList<>();
    for (Object each : city.getJsonArray(2)) {
      JsonArray county = (JsonArray) each;
      if (wanted.contains(county.getString(0))) {
        counties.add(new County(new CountyCode(county.getString(0)), county.getString(1)));
      }
    }
    return counties.isEmpty() || counties.size() != wanted.size()
        ? Optional.empty()
        : Optional.of(new City(new CityCode(city.getString(0)), city.getString(1), counties));
  }
}
