package org.nuanxian.gateway.conversation;

import java.util.List;
import java.util.Optional;
import org.nuanxian.roster.VolunteerId;

/**
 * A stretch of a conversation as PostgreSQL has it.
 *
 * @param head number of the last entry of the conversation
 * @param holder who holds the contact
 * @param entries in order of number
 */
public record Page(long head, Optional<VolunteerId> holder, List<Entry> entries) {}
