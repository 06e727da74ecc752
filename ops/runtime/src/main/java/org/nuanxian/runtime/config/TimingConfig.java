package org.nuanxian.runtime.config;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Every deadline that a person can feel, so that tests run with tenths of a second, and after how
 * much somebody rests.
 *
 * @param nodeLease after this long without renewal a node counts as dead
 * @param nodeLost so long after its lease a server that said no goodbye is missed
 * @param causes how often a node looks for what calls people though it concerns no contact
 * @param leaseRenew how often a node renews its lease
 * @param tick how often due deadlines are taken
 * @param tickGap a longer pause between ticks means Redis was away, and is added to every deadline
 * @param grace how long a volunteer whose console is gone keeps contacts
 * @param offerChat how long an offer of a chat rings
 * @param offerRed how long an offer of a red contact rings
 * @param offerCall how long an offer rings at somebody on call at home
 * @param pullWait after this wait a contact rings at volunteers who take for themselves as well
 * @param widen after this long a contact may leave its county, where a city decides nothing else
 * @param linked how long it then waits for counties that stand in, before the whole city
 * @param referral after this long a help seeker who waits is told of another line beside
 * @param wantYield after this long a soft want is given up
 * @param awayMax how long a help seeker who waits and is away keeps the place
 * @param declineRest pause of a volunteer after a decline
 * @param expireRest pause of a volunteer after a missed offer
 * @param rung time of one rung of the escalation ladder
 * @param acknowledged how long an acknowledged escalation may stay without an act
 * @param asideAfter how long a help seeker must be silent before they may be set aside
 * @param wrapUp how long a volunteer may write a record before the contact closes by itself
 * @param redAway how long a red contact's help seeker may be away before somebody is told
 * @param ownCounty up to this wait of the best contact a volunteer serves the own county first
 * @param redRest how long a volunteer rests after a contact in danger
 * @param restWait after this wait a calm contact is offered to people who rest as well
 * @param shiftContacts after so many contacts of one shift a volunteer rests; 0 for never
 * @param nightContacts after so many contacts of one night a volunteer rests; 0 for never
 * @param missedOffers after so many missed offers in a row a volunteer rests; 0 for never
 * @param callPause between a call back that reached nobody and the next one
 * @param callTries so many calls that reach nobody are the last
 * @param audit how often Redis and PostgreSQL are compared
 * @param reread how often sockets read their state again without a hint
 * @param groupCommit how long writes are gathered; zero means until the next turn of the loop
 * @param socketIdle a socket silent for this long is closed
 * @param shiftCheck how often the roster is looked at without a notice
 */
public record TimingConfig(
    @Setting(fallback = "6s") Duration nodeLease,
    @Setting(fallback = "60s") Duration nodeLost,
    @Setting(fallback = "15s") Duration causes,
    @Setting(fallback = "1500ms") Duration leaseRenew,
    @Setting(fallback = "500ms") Duration tick,
    @Setting(fallback = "2s") Duration tickGap,
    @Setting(fallback = "20s") Duration grace,
    @Setting(fallback = "30s") Duration offerChat,
    @Setting(fallback = "10s") Duration offerRed,
    @Setting(fallback = "90s") Duration offerCall,
    @Setting(fallback = "60s") Duration pullWait,
    @Setting(fallback = "20s") Duration widen,
    @Setting(fallback = "20s") Duration linked,
    @Setting(fallback = "10m") Duration referral,
    @Setting(fallback = "60s") Duration wantYield,
    @Setting(fallback = "30m") Duration awayMax,
    @Setting(fallback = "60s") Duration declineRest,
    @Setting(fallback = "20s") Duration expireRest,
    @Setting(fallback = "60s") Duration rung,
    @Setting(fallback = "3m") Duration acknowledged,
    @Setting(fallback = "10m") Duration asideAfter,
    @Setting(fallback = "15m") Duration wrapUp,
    @Setting(fallback = "2m") Duration redAway,
    @Setting(fallback = "5m") Duration ownCounty,
    @Setting(fallback = "10m", min = "0s") Duration redRest,
    @Setting(fallback = "5m") Duration restWait,
    @Setting(fallback = "12", min = "0", max = "100") int shiftContacts,
    @Setting(fallback = "6", min = "0", max = "100") int nightContacts,
    @Setting(fallback = "2", min = "0", max = "10") int missedOffers,
    @Setting(fallback = "15m") Duration callPause,
    @Setting(fallback = "3", min = "1", max = "3") int callTries,
    @Setting(fallback = "10s") Duration audit,
    @Setting(fallback = "5s") Duration reread,
    @Setting(fallback = "0ms", min = "0ms", max = "100ms") Duration groupCommit,
    @Setting(fallback = "30s") Duration socketIdle,
    @Setting(fallback = "15s") Duration shiftCheck) {

  /** The defaults of a live line. */
  public static TimingConfig defaults() {
    return with(Map.of());
  }

  /**
   * The defaults with some keys changed, written as in the file: {@code Map.of("grace", "200ms")}.
   *
   * @throws ConfigMistakes when a key is unknown or a value cannot be read
   */
  public static TimingConfig with(Map<String, String> changes) {
    Map<String, Given> given = new HashMap<>();
    changes.forEach((key, value) -> given.put("timing." + key, Given.text(value, "given")));
    Mistakes mistakes = new Mistakes();
    TimingConfig timing = new Binder(given, mistakes).bind("timing", TimingConfig.class);
    mistakes.throwIfAny();
    return timing;
  }

  /** What cannot hold together, one sentence each. */
  List<String> contradictions() {
    if (leaseRenew.multipliedBy(2).compareTo(nodeLease) > 0) {
      return List.of("timing.lease-renew: must be at most half of timing.node-lease");
    }
    return List.of();
  }
}
