package org.nuanxian.gateway.channel.hotline;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.nuanxian.dispatcher.ContactId;

/**
 * The bridge in which a caller and a volunteer hear each other. There is one for each term of a
 * contact, and none holds legs of two.
 *
 * @param term the term in which the volunteer took the contact
 */
record Bridging(ContactId contact, long term) {
  private static final String PREFIX = "b-";

  /** The letters of a UUID. */
  private static final int CONTACT_CHARS = 36;

  String id() {
    return PREFIX + contact + "-" + term;
  }

  private String path() {
    return "/bridges/" + id();
  }

  /** Reads the name of a bridge of ours. */
  static Optional<Bridging> of(String id) {
    int from = PREFIX.length();
    int dash = from + CONTACT_CHARS;
    if (!id.startsWith(PREFIX) || id.length() <= dash + 1) {
      return Optional.empty();
    }
    return Optional.of(
        new Bridging(
            ContactId.of(id.substring(from, dash)), Long.parseLong(id.substring(dash + 1))));
  }

  /** It stands, with nobody in it or with whom it was made for. */
  Future<Void> make(Ari ari) {
    return ari.post(path() + "?type=mixing", new JsonObject())
        .recover(failure ->
            AriRefused.isThere(failure) ? Future.succeededFuture() : Future.failedFuture(failure));
  }

  /**
   * Puts both into it, and takes everybody else out. Whoever stood in another bridge leaves that.
   * Fails if one of them is not there any more.
   */
  Future<Void> join(Ari ari, String caller, Leg leg) {
    List<String> both = List.of(caller, leg.channel());
    String channels = String.join(",", both);
    return ari.post(path() + "/addChannel?channel=" + channels, new JsonObject())
        .compose(added -> ari.read(path()))
        .compose(now -> {
          Future<Void> all = Future.succeededFuture();
          for (Object channel : now.getJsonArray("channels", new JsonArray())) {
            if (!both.contains(channel)) {
              all = all.compose(v -> ari.delete("/channels/" + channel));
            }
          }
          return all;
        });
  }

  /** The caller leaves it, and it is gone. */
  Future<Void> part(Ari ari, String caller) {
    return ari.post(path() + "/removeChannel?channel=" + caller, new JsonObject())
        .otherwiseEmpty() // it may have left, or be over
        .compose(v -> ari.delete(path()));
  }

  Future<Void> end(Ari ari) {
    return ari.delete(path());
  }
}
