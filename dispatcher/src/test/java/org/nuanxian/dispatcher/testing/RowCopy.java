package org.nuanxian.dispatcher.testing;

import java.util.Optional;
import java.util.Set;
import org.nuanxian.dispatcher.CallBack;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.dispatcher.Level;
import org.nuanxian.dispatcher.LevelSource;
import org.nuanxian.dispatcher.Outcome;
import org.nuanxian.dispatcher.Stage;
import org.nuanxian.dispatcher.Stored;
import org.nuanxian.roster.Gender;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.id.CountyCode;

/** A copy of a row in the making: everything is as in the row but what is said. */
public final class RowCopy {
  private final Stored row;
  private ContactId id;
  private CountyCode origin;
  private Level level;
  private LevelSource levelFrom;
  private boolean danger;
  private long levelRev;
  private boolean avoidCounty;
  private Optional<Gender> wantsGender;
  private boolean minor;
  private boolean heldBack;
  private Set<VolunteerId> avoid;
  private Stage stage;
  private Optional<Outcome> outcome;
  private Optional<VolunteerId> holder;
  private long term;
  private boolean returned;
  private boolean leftQuickly;
  private boolean hungUp;
  private CallBack callBack;

  private RowCopy(Stored row) {
    this.row = row;
    this.id = row.id();
    this.origin = row.origin();
    this.level = row.level();
    this.levelFrom = row.levelFrom();
    this.danger = row.danger();
    this.levelRev = row.levelRev();
    this.avoidCounty = row.avoidCounty();
    this.wantsGender = row.wantsGender();
    this.minor = row.minor();
    this.heldBack = row.heldBack();
    this.avoid = row.avoid();
    this.stage = row.stage();
    this.outcome = row.outcome();
    this.holder = row.holder();
    this.term = row.term();
    this.returned = row.returned();
    this.leftQuickly = row.leftQuickly();
    this.hungUp = row.hungUp();
    this.callBack = row.callBack();
  }

  public static RowCopy of(Stored row) {
    return new RowCopy(row);
  }

  public RowCopy id(ContactId now) {
    id = now;
    return this;
  }

  /** Level and danger, and the number of that change. */
  public RowCopy told(Level nowLevel, boolean nowDanger, long nowRev) {
    level = nowLevel;
    danger = nowDanger;
    levelRev = nowRev;
    return this;
  }

  /** Why it stands at its level. */
  public RowCopy because(LevelSource now) {
    levelFrom = now;
    return this;
  }

  /** For whom it asks, from where. */
  public RowCopy wishing(
      CountyCode nowOrigin,
      boolean nowAvoidCounty,
      Optional<Gender> nowGender,
      Set<VolunteerId> nowAvoid) {
    origin = nowOrigin;
    avoidCounty = nowAvoidCounty;
    wantsGender = nowGender;
    avoid = nowAvoid;
    return this;
  }

  /** Stage and holder, under that term. */
  public RowCopy moved(
      Stage nowStage, Optional<Outcome> nowOutcome, Optional<VolunteerId> nowHolder, long nowTerm) {
    stage = nowStage;
    outcome = nowOutcome;
    holder = nowHolder;
    term = nowTerm;
    return this;
  }

  /** Whether a supervisor has confirmed that they harassed. */
  public RowCopy heldBack(boolean now) {
    heldBack = now;
    return this;
  }

  /** Whether they say that they are a minor. */
  public RowCopy minor(boolean now) {
    minor = now;
    return this;
  }

  public RowCopy returned(boolean now) {
    returned = now;
    return this;
  }

  /** The wish to be called, and tries. */
  public RowCopy callBack(CallBack now) {
    callBack = now;
    return this;
  }

  /** Left in haste: nobody calls any more. */
  public RowCopy leftQuickly() {
    callBack = callBack.wishing(Optional.empty());
    leftQuickly = true;
    return this;
  }

  /** Whether the caller is on the line no more. */
  public RowCopy hungUp(boolean now) {
    hungUp = now;
    return this;
  }

  /** The copy. */
  public Stored stored() {
    return new Stored(
        id,
        origin,
        row.medium(),
        row.channel(),
        level,
        levelFrom,
        danger,
        levelRev,
        avoidCounty,
        wantsGender,
        minor,
        heldBack,
        avoid,
        row.arrival(),
        stage,
        outcome,
        holder,
        term,
        returned,
        leftQuickly,
        hungUp,
        callBack);
  }
}
