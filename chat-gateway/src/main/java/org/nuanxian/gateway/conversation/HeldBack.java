package org.nuanxian.gateway.conversation;

import java.time.Instant;

/**
 * What a supervisor confirmed of a person who harassed volunteers.
 *
 * @param reason code, see {@link Nuisances#REASONS}
 * @param until when it ends by itself
 */
public record HeldBack(String reason, Instant until) {}
