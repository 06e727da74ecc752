package org.nuanxian.dispatcher;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.nuanxian.roster.Gender;
import org.nuanxian.roster.Medium;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.id.CountyCode;

/**
 * What a channel says of a new contact; nothing in it names the help seeker.
 *
 * @param id drawn by the channel, the same for every repeat of one request
 * @param origin the county whose line was reached
 * @param medium what the volunteer must be able to take
 * @param channel name of the channel, for display and statistics
 * @param level from the self report
 * @param avoidCounty a hard want: no volunteer of the origin county, danger or not
 * @param wantsGender a want that yields after a while, and at once for red
 * @param minor they say that they are a minor: whoever is cleared for minors is asked first
 * @param heldBack a supervisor has confirmed that this person harassed
 * @param avoid volunteers who must never be offered this contact
 * @param arrival when the help seeker came; the place in the queue
 */
public record Opening(
    ContactId id,
    CountyCode origin,
    Medium medium,
    String channel,
    Level level,
    boolean avoidCounty,
    Optional<Gender> wantsGender,
    boolean minor,
    boolean heldBack,
    Set<VolunteerId> avoid,
    Instant arrival) {}
