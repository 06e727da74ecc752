package org.nuanxian.dispatcher;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.nuanxian.roster.Medium;
import org.nuanxian.roster.Seat;

/**
 * What the console of one volunteer must show now.
 *
 * @param seat what the console counts as while it is ready
 * @param chats how many chats at once the volunteer takes
 * @param pulls takes for themselves, see {@link Wanted#pulls}
 * @param onShiftUntil when the shift ends, after which nothing rings; long ago without one
 * @param rest why nobody is offered there while others are free, if so
 * @param connection the connection that counts; any other is displaced
 * @param asked until when a supervisor's question stands whether they can come
 * @param revision a hint with this or a smaller one says nothing new; 0 if it was read from the
 *     record
 */
public record Work(
    Status status,
    Seat seat,
    Set<Medium> media,
    int chats,
    boolean pulls,
    Instant onShiftUntil,
    Optional<Rest> rest,
    Optional<ConnectionId> connection,
    List<Held> contacts,
    List<Ringing> offers,
    Optional<Instant> asked,
    long revision) {}
