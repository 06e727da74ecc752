package org.nuanxian.gateway.channel.web;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.nuanxian.gateway.conversation.ClientId;
import org.nuanxian.gateway.conversation.Entry;
import org.nuanxian.gateway.conversation.EntryJson;

/** Frames to the help seeker. */
final class SeekerOut {
  private SeekerOut() {}

  static JsonObject state(StateView view) {
    return frame("state").mergeIn(view.json());
  }

  static JsonObject message(Entry entry) {
    return frame("message").mergeIn(EntryJson.of(entry));
  }

  static JsonObject ack(ClientId id, long seq, Instant at) {
    return frame("ack").put("id", id.value().toString()).put("seq", seq).put("at", at.toString());
  }

  static JsonObject typing() {
    return frame("typing");
  }

  static JsonObject read(long seq) {
    return frame("read").put("seq", seq);
  }

  static JsonObject resync(long head) {
    return frame("resync").put("head", head);
  }

  private static JsonObject frame(String type) {
    return new JsonObject().put("type", type);
  }
}
