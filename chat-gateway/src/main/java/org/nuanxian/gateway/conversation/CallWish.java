package org.nuanxian.gateway.conversation;

import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * How a person wishes to be called. All of it is sealed with their key.
 *
 * @param phone as it is dialled
 * @param askFor the agreed name
 * @param safeToAnswer nobody else picks up there
 */
public record CallWish(PhoneNumber phone, Optional<String> askFor, boolean safeToAnswer) {
  private static final String FIELD = "callback";

  byte[] sealed(Seal seal) {
    JsonObject json = new JsonObject().put("phone", phone.digits()).put("safe", safeToAnswer);
    askFor.ifPresent(name -> json.put("askFor", name));
    return seal.field(FIELD, json.encode());
  }

  static CallWish open(Seal seal, byte[] body) {
    JsonObject json = new JsonObject(seal.field(FIELD, body));
    return new CallWish(
        new PhoneNumber(json.getString("phone")),
        Optional.ofNullable(json.getString("askFor")),
        json.getBoolean("safe"));
  }

  /** For whoever calls. */
  public JsonObject json() {
    JsonObject json =
        new JsonObject().put("phone", phone.digits()).put("safeToAnswer", safeToAnswer);
    askFor.ifPresent(name -> json.put("askFor", name));
    return json;
  }
}
