package org.nuanxian.dispatcher;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.nuanxian.runtime.id.CountyCode;

/**
 * An open offer as the volunteer sees it.
 *
 * @param reasons why it stands where it does, as stable codes: danger, what its level comes from
 *     (see {@link LevelSource}), returned
 * @param returning the contact had a volunteer before
 * @param remainingMs until the offer runs out
 * @param handover of which transfer it is a part
 */
public record Ringing(
    OfferId id,
    Purpose purpose,
    ContactId contact,
    String channel,
    CountyCode county,
    Level level,
    List<String> reasons,
    Instant arrival,
    boolean returning,
    long remainingMs,
    Optional<HandoverId> handover) {}
