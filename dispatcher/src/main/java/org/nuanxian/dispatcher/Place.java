package org.nuanxian.dispatcher;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.nuanxian.roster.VolunteerId;

/**
 * What a help seeker may be told now: only what PostgreSQL has confirmed.
 *
 * @param away no connection of the help seeker is open
 * @param danger the danger button was pressed and not taken back
 * @param position 1 is next; absent when it would rise, or nothing is known
 * @param waitRange absent without recent service times, or without anybody serving now or to come
 * @param onDutyAt where nobody is there: when somebody begins by the roster, if that is known
 * @param holder the volunteer, while connecting, active or writing the record
 * @param holderLost the holder's connection is gone and the grace runs
 * @param aside its volunteer set it aside until its next word
 * @param returned it had a volunteer before and waits again
 * @param handing its volunteer has asked another to go on, and stays until then
 * @param referral it has waited so long that another line is told of beside
 * @param callBack the wish to be called, and tries
 * @param term grows by one with each change of holder
 */
public record Place(
    Stage stage,
    boolean away,
    Level level,
    boolean danger,
    OptionalInt position,
    Optional<WaitRange> waitRange,
    Staffing staffing,
    Optional<Instant> onDutyAt,
    Optional<VolunteerId> holder,
    boolean holderLost,
    boolean aside,
    boolean returned,
    boolean handing,
    boolean referral,
    CallBack callBack,
    long term,
    Optional<Outcome> outcome) {}
