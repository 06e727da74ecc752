package org.nuanxian.dispatcher;

import java.util.Optional;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.id.CountyCode;

/**
 * An escalation that climbs until a human has acted.
 *
 * @param kind redWaiting, redSilent, onlyResting, nightMissed or help (求援)
 * @param rung 0: supervisors of the county; 1: all supervisors; 2 and up: the city lead as well
 * @param remainingMs until it climbs
 * @param acknowledgedBy whoever saw it; seeing is not helping, so it still climbs
 */
public record Alarm(
    AlarmId id,
    String kind,
    int rung,
    ContactId contact,
    CountyCode county,
    long remainingMs,
    Optional<VolunteerId> acknowledgedBy) {}
