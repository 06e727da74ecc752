package org.nuanxian.dispatcher;

import java.time.Instant;
import java.util.Optional;

/**
 * Why somebody who is ready is asked after everybody else.
 *
 * @param why red, missed, shift or night
 * @param until when it ends by itself; without one it lasts until they say that they can, or until
 *     the next shift
 */
public record Rest(String why, Optional<Instant> until) {}
