package org.nuanxian.gateway.conversation;

import io.vertx.core.json.JsonObject;

/** An entry as both sockets and the HTTP answers show it. */
public final class EntryJson {
  private EntryJson() {}

  /** The fields of the contract. */
  public static JsonObject of(Entry entry) {
    JsonObject json =
        new JsonObject()
            .put("seq", entry.seq())
            .put("id", entry.id().value().toString())
            .put("from", entry.sender().side().wire());
    entry.sender().alias().ifPresent(alias -> json.put("alias", alias));
    return json.put("kind", entry.kind().wire())
        .put("text", entry.words().value())
        .put("at", entry.at().toString());
  }
}
