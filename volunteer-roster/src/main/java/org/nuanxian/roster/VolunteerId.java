package org.nuanxian.roster;

import java.util.UUID;

/** Names one volunteer; the same value as the account the person logs in with. */
public record VolunteerId(UUID value) {}
