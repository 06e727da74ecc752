package org.nuanxian.gateway.channel.web;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import java.util.HashMap;
import java.util.Map;
import org.nuanxian.runtime.id.CityCode;

/**
 * Whom to call in danger: the directory of the city, kept in memory so that it is there when
 * nothing else is; until a city has its own, the numbers that are shipped.
 */
final class SafetyNumbers {
  private static final JsonArray SHIPPED =
      JsonArray.of(number("120", "急救"), number("110", "报警"), number("12356", "心理援助热线"));

  private static final String ALL =
      "SELECT city, number, name FROM conversation.safety_number ORDER BY city, place";

  private final SqlClient client;
  private Map<CityCode, JsonArray> ofCity = Map.of();

  SafetyNumbers(SqlClient client) {
    this.client = client;
  }

  /** Reads the directory again; on failure what is known stays. */
  Future<Void> refresh() {
    return client
        .query(ALL)
        .execute()
        .map(rows -> {
          Map<CityCode, JsonArray> read = new HashMap<>();
          rows.forEach(row ->
              read.computeIfAbsent(new CityCode(row.getString("city")), city -> new JsonArray())
                  .add(number(row.getString("number"), row.getString("name"))));
          ofCity = read;
          return null;
        });
  }

  JsonArray of(CityCode city) {
    return ofCity.getOrDefault(city, SHIPPED).copy();
  }

  /** When the city is not known. */
  JsonArray shipped() {
    return SHIPPED.copy();
  }

  private static JsonObject number(String number, String name) {
    return new JsonObject().put("number", number).put("name", name);
  }
}
