package org.nuanxian.roster;

import java.util.UUID;

/** Names one shift of one team. */
public record ShiftId(UUID value) {}
