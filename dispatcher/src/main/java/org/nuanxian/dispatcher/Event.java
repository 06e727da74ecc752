package org.nuanxian.dispatcher;

import java.time.Instant;
import java.util.Optional;
import org.nuanxian.roster.VolunteerId;

/**
 * One thing that happened, as Redis wrote it down.
 *
 * @param streamId its id in the stream
 * @param n counts the events of a city
 * @param state the contact afterwards, or other facts, as JSON; empty when there are none
 */
public record Event(
    String streamId,
    Era era,
    long n,
    Instant at,
    String kind,
    Optional<ContactId> contact,
    Optional<VolunteerId> volunteer,
    String state) {}
