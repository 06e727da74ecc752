package org.nuanxian.gateway.channel.web;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.nuanxian.dispatcher.CallBack;
import org.nuanxian.dispatcher.Stage;
import org.nuanxian.dispatcher.WaitRange;
import org.nuanxian.dispatcher.policy.Hours;

/**
 * What a help seeker is shown.
 *
 * @param stage where the contact stands
 * @param ahead how many are in front, if that may be shown
 * @param range the likely wait
 * @param onDutyAt where nobody is there: when somebody begins by the roster, if that is known
 * @param alias the volunteer's, while there is one
 * @param situation the reason behind the text
 * @param danger danger is pressed
 * @param text what is true now, in words
 * @param notice a decision that concerns the person, and until when
 * @param referral another line that is told of beside, after a long wait
 * @param callBack the wish to be called, and what came of it
 * @param feedback it is over, and asking how it was is decent
 */
record StateView(
    Stage stage,
    OptionalInt ahead,
    Optional<WaitRange> range,
    Optional<Instant> onDutyAt,
    Optional<String> alias,
    Situation situation,
    boolean danger,
    String text,
    boolean feedback,
    Optional<Notice> notice,
    Optional<Referral> referral,
    CallBack callBack) {

  /**
   * What was decided of the person.
   *
   * @param text in calm words
   * @param until when it ends by itself
   */
  record Notice(String text, Instant until) {
    JsonObject json() {
      return new JsonObject().put("text", text).put("until", until.toString());
    }
  }

  /**
   * Another line beside, while the place is kept.
   *
   * @param name what it is called
   * @param number what is dialled
   * @param text what is said of it
   */
  record Referral(String name, String number, String text) {
    JsonObject json() {
      return new JsonObject().put("name", name).put("number", number).put("text", text);
    }
  }

  StateView(
      Stage stage,
      OptionalInt ahead,
      Optional<WaitRange> range,
      Optional<Instant> onDutyAt,
      Optional<String> alias,
      Situation situation,
      boolean danger,
      String text,
      boolean feedback) {
    this(
        stage,
        ahead,
        range,
        onDutyAt,
        alias,
        situation,
        danger,
        text,
        feedback,
        Optional.empty(),
        Optional.empty(),
        CallBack.NONE);
  }

  /** The same, and another line beside. */
  StateView beside(Optional<Referral> other) {
    return new StateView(
        stage, ahead, range, onDutyAt, alias, situation, danger, text, feedback, notice, other,
        callBack);
  }

  /** The same, and what was decided. */
  StateView telling(Optional<Notice> decided) {
    return new StateView(
        stage, ahead, range, onDutyAt, alias, situation, danger, text, feedback, decided, referral,
        callBack);
  }

  /** The same, and how they are called. */
  StateView calling(CallBack calls) {
    return new StateView(
        stage, ahead, range, onDutyAt, alias, situation, danger, text, feedback, notice, referral,
        calls);
  }

  /** The wish, and calls that reached nobody; absent without any. */
  private Optional<JsonObject> calls() {
    if (stage != Stage.WAITING || (callBack.wished().isEmpty() && callBack.tries() == 0)) {
      return Optional.empty();
    }
    JsonObject json =
        new JsonObject()
            .put("wished", callBack.wished().isPresent())
            .put("tries", callBack.tries());
    callBack.last().ifPresent(result -> json.put("last", result.wire()));
    callBack.after().ifPresent(at -> json.put("notBefore", at.toString()));
    callBack
        .wished()
        .filter(hours -> !hours.equals(Hours.ALWAYS))
        .ifPresent(hours ->
            json.put(
                "window", new JsonObject().put("from", hours.from()).put("until", hours.until())));
    return Optional.of(json);
  }

  /** The fields of the state in answers and frames. */
  JsonObject json() {
    JsonObject json = new JsonObject().put("stage", stage.wire());
    ahead.ifPresent(n -> json.put("position", n));
    range.ifPresent(w -> json.put("waitSeconds", JsonArray.of(w.lowSeconds(), w.highSeconds())));
    onDutyAt.ifPresent(at -> json.put("onDutyAt", at.toString()));
    alias.ifPresent(name -> json.put("volunteer", new JsonObject().put("alias", name)));
    notice.ifPresent(decided -> json.put("notice", decided.json()));
    referral.ifPresent(other -> json.put("referral", other.json()));
    calls().ifPresent(calls -> json.put("callback", calls));
    json.put("situation", situation.wire()).put("danger", danger).put("text", text);
    return situation == Situation.CLOSED ? json.put("feedback", feedback) : json;
  }
}
