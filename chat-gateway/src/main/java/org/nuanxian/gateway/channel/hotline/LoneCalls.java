package org.nuanxian.gateway.channel.hotline;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.nuanxian.runtime.id.CountyCode;

/**
 * Calls that a PBX carried alone while no server was there: each has left a note in its database,
 * which is written into the record when its call is over, and then taken away. Who was answered is
 * served; anybody else is to be looked after, as whoever hangs up while waiting.
 */
final class LoneCalls {
  /** Where the dialplan puts them: county:called:caller:since:what:when. */
  private static final String NOTES = "nuanxian/call";

  private static final int NOTE_PARTS = 6;
  private static final String TAKEN = "taken";

  /** At one look; the rest comes with the next. */
  private static final int AT_ONCE = 20;

  private final Ari ari;
  private final CallDesk desk;
  private final BiFunction<String, Note, Caller> callers;

  /**
   * Notes of a PBX.
   *
   * @param callers who it was, by the name of their leg
   */
  LoneCalls(Ari ari, CallDesk desk, BiFunction<String, Note, Caller> callers) {
    this.ari = ari;
    this.desk = desk;
    this.callers = callers;
  }

  /**
   * What stands of a call.
   *
   * @param number of the caller; personal, may be empty
   * @param served somebody answered and pressed the key
   */
  record Note(CountyCode county, String called, String number, Instant since, boolean served) {
    static Optional<Note> parse(String text) {
      String[] parts = text.split(":", -1);
      if (parts.length != NOTE_PARTS || !parts[3].matches("\\d{1,12}")) {
        return Optional.empty();
      }
      return Optional.of(
          new Note(
              new CountyCode(parts[0]),
              parts[1],
              parts[2],
              Instant.ofEpochSecond(Long.parseLong(parts[3])),
              parts[4].equals(TAKEN)));
    }

    /** Never the number. */
    @Override
    public String toString() {
      return "Note[" + county + "]";
    }
  }

  /**
   * Writes down what is over.
   *
   * @param channel one of ours, by which the database can be read
   */
  Future<Void> learn(String channel) {
    return value(channel, "DB_KEYS(" + NOTES + ")")
        .compose(keys -> {
          List<String> ids =
              Arrays.stream(keys.split(",", -1))
                  .filter(id -> !id.isEmpty())
                  .limit(AT_ONCE)
                  .toList();
          Future<Void> all = Future.succeededFuture();
          for (String id : ids) {
            all = all.compose(done -> learn(channel, id));
          }
          return all;
        });
  }

  private Future<Void> learn(String channel, String id) {
    return isOver(id)
        .compose(over -> over ? value(channel, note(id)) : Future.succeededFuture(""))
        .compose(text ->
            text.isEmpty()
                ? Future.succeededFuture()
                : Note.parse(text)
                    .map(note -> write(callers.apply(id, note), note))
                    .orElseGet(Future::succeededFuture)
                    .compose(written ->
                        value(channel, "DB_DELETE(" + NOTES + "/" + id + ")").mapEmpty()));
  }

  private static String note(String id) {
    return "DB(" + NOTES + "/" + id + ")";
  }

  private Future<Boolean> isOver(String id) {
    return ari.read("/channels/" + id)
        .map(there -> false)
        .recover(failure ->
            AriRefused.isGone(failure)
                ? Future.succeededFuture(true)
                : Future.failedFuture(failure));
  }

  private Future<Void> write(Caller caller, Note note) {
    return desk.open(caller)
        .compose(written ->
            written
                ? Future.<Void>succeededFuture()
                : Future.failedFuture(new PbxAway("the record is away")))
        .compose(open ->
            note.served() ? desk.servedWithout(caller.contact()) : desk.hungUp(caller.contact()));
  }

  private Future<String> value(String channel, String function) {
    String name = URLEncoder.encode(function, StandardCharsets.UTF_8);
    return ari.read("/channels/" + channel + "/variable?variable=" + name)
        .map((JsonObject answer) -> answer.getString("value", ""))
        .recover(failure ->
            AriRefused.isGone(failure) ? Future.succeededFuture("") : Future.failedFuture(failure));
  }
}
