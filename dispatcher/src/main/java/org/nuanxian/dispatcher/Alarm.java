package org.nuanxian.dispatcher;

import java.util.Optional;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.id.CountyCode;

/**
 * An escalation that climbs until a human has acted.
 *
 * @param kind what it is about, like redWaiting or help (求援)
 * @param rung of its ladder, from 0; above the last one it repeats
 * @param contact whom it concerns; empty: nobody in particular
 * @param county where; the city's own code: all of it
 * @param about what people are told with it, like the name of a server
 * @param remainingMs until it climbs
 * @param acknowledgedBy whoever saw it; seeing is not helping, so it still climbs
 */
public record Alarm(
    AlarmId id,
    String kind,
    int rung,
    Optional<ContactId> contact,
    CountyCode county,
    Optional<String> about,
    long remainingMs,
    Optional<VolunteerId> acknowledgedBy) {}
