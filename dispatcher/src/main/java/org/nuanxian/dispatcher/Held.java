package org.nuanxian.dispatcher;

import java.time.Instant;
import java.util.Optional;
import org.nuanxian.runtime.id.CountyCode;

/**
 * A contact as its holder sees it, once PostgreSQL has confirmed the holder.
 *
 * @param away the help seeker has no connection open
 * @param leftQuickly left by quick exit: must not be contacted
 * @param levelFrom why it stands at its level
 * @param danger the danger button was pressed and not taken back
 * @param callBack the wish to be called, and tries
 * @param byCall this holder took it to call the person
 * @param reached and the person answered
 * @param handover a transfer this holder asked for
 */
public record Held(
    ContactId id,
    Stage stage,
    long term,
    boolean away,
    boolean leftQuickly,
    Level level,
    LevelSource levelFrom,
    boolean danger,
    CountyCode county,
    String channel,
    Instant arrival,
    CallBack callBack,
    boolean byCall,
    boolean reached,
    Optional<Handover> handover) {

  /** The same contact once its holder has ended the talk: the record is to be written. */
  public Held ended() {
    return new Held(
        id,
        Stage.WRAP_UP,
        term + 1,
        away,
        leftQuickly,
        level,
        levelFrom,
        danger,
        county,
        channel,
        arrival,
        callBack,
        byCall,
        reached,
        Optional.empty());
  }
}
