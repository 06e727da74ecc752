package org.nuanxian.server.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.nuanxian.roster.City;
import org.nuanxian.roster.County;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.id.CountyCode;

/** The city of the demo with its counties, out of {@code demo/city.json}. */
final class DemoCity {
  private DemoCity() {}

  static City read() {
    try (InputStream in = DemoCity.class.getResourceAsStream("/demo/city.json")) {
      JsonNode root = new ObjectMapper().readTree(in);
      List<County> counties = new ArrayList<>();
      for (JsonNode county : root.get("counties")) {
        counties.add(
            new County(new CountyCode(county.get("code").asText()), county.get("name").asText()));
      }
      JsonNode city = root.get("city");
      return new City(new CityCode(city.get("code").asText()), city.get("name").asText(), counties);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
