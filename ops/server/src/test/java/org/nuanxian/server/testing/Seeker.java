package org.nuanxian.server.testing;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.Map;
import java.util.UUID;

/**
 * A help seeker of the contract.
 *
 * @param contactId the contact
 * @param token what lets its holder in
 */
public record Seeker(String contactId, String token) {
  /** Opens a contact in a county of the demo city. */
  public static Seeker open(Node node, String county) {
    return open(node, county, new JsonObject());
  }

  /** Opens a contact with more fields, like a self report. */
  public static Seeker open(Node node, String county, JsonObject more) {
    JsonObject asked =
        new JsonObject()
            .put("requestId", UUID.randomUUID().toString())
            .put("city", "360800")
            .put("county", county)
            .put("consent", new JsonObject().put("version", "1").put("recording", false))
            .mergeIn(more);
    Http.Answer answer = Http.post(node.base().resolve("/api/v1/contacts"), asked, Map.of());
    if (answer.status() != 201) {
      throw new AssertionError("not opened: " + answer.status() + " " + answer.body());
    }
    return new Seeker(answer.body().getString("contactId"), answer.body().getString("token"));
  }

  /** What the contact's page shows. */
  public JsonObject view(Node node) {
    URI uri = node.base().resolve("/api/v1/contacts/" + contactId);
    return Http.get(uri, Map.of("Authorization", "Bearer " + token)).body();
  }

  /** Opens the socket; entries after {@code after} come first. */
  public Frames socket(Node node, long after) {
    return Frames.open(
        node.base().resolve("/api/v1/contacts/" + contactId + "/socket?after=" + after),
        Map.of("Origin", node.base().toString()),
        "nuanxian.v1",
        "bearer." + token);
  }
}
