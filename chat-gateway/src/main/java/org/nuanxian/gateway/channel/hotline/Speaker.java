package org.nuanxian.gateway.channel.hotline;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * What one caller hears while nobody talks with them: words, and music between. Never silence: the
 * music begins again when words end, or when they could not be played.
 */
final class Speaker {
  private final Ari ari;
  private final String channel;
  private final String language;

  /** Counts what was said, so that the end of older words is known from that of newer ones. */
  private int said;

  /** What is played now; 0: music, or nothing. */
  private int playing;

  /** What follows the words that are played. */
  private Runnable then = () -> {};

  private boolean silent;

  /**
   * Speaks to a leg.
   *
   * @param language of the prompts, and whose city's: {@code zh_360800}
   */
  Speaker(Ari ari, String channel, String language) {
    this.ari = ari;
    this.channel = channel;
    this.language = language;
  }

  /** Says this at once, instead of whatever is being said; then music. */
  Future<Void> say(List<String> prompts) {
    return say(prompts, () -> {});
  }

  /** The same, and does something when it was said, or could not be. */
  Future<Void> say(List<String> prompts, Runnable afterwards) {
    silent = false;
    Future<Void> before = stop();
    int mine = ++said;
    playing = mine;
    then = afterwards;
    JsonObject body = new JsonObject().put("media", new JsonArray(Words.media(prompts)));
    return before
        .compose(v -> ari.post(path() + "/play/" + id(mine) + "?lang=" + language, body))
        .onFailure(away -> finished(mine));
  }

  /** Whether words are on their way. */
  boolean speaks() {
    return playing > 0;
  }

  /** Words of this id have ended, or failed. */
  void finished(String playback) {
    if (playback.equals(id(playing))) {
      finished(playing);
    }
  }

  private void finished(int which) {
    if (which != playing) {
      return;
    }
    playing = 0;
    Runnable next = then;
    then = () -> {};
    if (!silent) {
      music();
    }
    next.run();
  }

  /** Music until something is said. */
  Future<Void> music() {
    silent = false;
    return ari.post(path() + "/moh?mohClass=default", new JsonObject());
  }

  /** Neither words nor music: somebody talks with them. */
  Future<Void> hush() {
    silent = true;
    then = () -> {};
    return stop().compose(v -> ari.delete(path() + "/moh"));
  }

  private Future<Void> stop() {
    if (playing == 0) {
      return Future.succeededFuture();
    }
    int before = playing;
    playing = 0;
    return ari.delete("/playbacks/" + id(before)).otherwiseEmpty();
  }

  private String path() {
    return "/channels/" + channel;
  }

  private String id(int which) {
    return "p-" + channel + "-" + which;
  }
}
