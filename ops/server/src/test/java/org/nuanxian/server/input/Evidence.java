package org.nuanxian.server.input;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nuanxian.runtime.testing.Talk;
import org.nuanxian.runtime.testing.Talk.Answer;
import org.nuanxian.server.testing.Node;
import org.nuanxian.server.testing.Seeker;

/** What the record and the figures say afterwards. */
final class Evidence {
  private Evidence() {}

  /** The ids of what a help seeker said, in the order of the record. */
  static List<String> said(Talk talk, Seeker seeker) {
    List<String> ids = new ArrayList<>();
    long after = 0;
    while (true) {
      Answer answer =
          talk.get(
              "/api/v1/contacts/" + seeker.contactId() + "/entries?limit=200&after=" + after,
              Map.of("Authorization", "Bearer " + seeker.token()));
      JsonArray page = answer.json().getJsonArray("entries");
      if (page.isEmpty()) {
        return ids;
      }
      for (Object entry : page) {
        JsonObject json = (JsonObject) entry;
        assertEquals(++after, json.getLong("seq"), "no hole");
        if ("seeker".equals(json.getString("from"))) {
          ids.add(json.getString("id"));
        }
      }
    }
  }

  /** Sockets the node gave up because they did not keep up. */
  static double closedTooSlow(Node node) {
    try {
      return Node.get(node.admin().resolve("/metrics"))
          .body()
          .lines()
          .filter(line -> line.startsWith("nuanxian_socket_closed") && line.contains("4408"))
          .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
          .sum();
    } catch (IOException e) {
      return 0;
    }
  }
}
