package org.nuanxian.runtime.staff;

import java.util.UUID;

/** Names one member of staff for ever; a volunteer of the roster has the same UUID. */
public record AccountId(UUID value) {}
