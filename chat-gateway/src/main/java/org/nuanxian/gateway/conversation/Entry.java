package org.nuanxian.gateway.conversation;

import java.time.Instant;
import org.nuanxian.dispatcher.ContactId;

/**
 * Something that was said and written down.
 *
 * @param contact the conversation
 * @param seq its number, gapless from 1
 * @param id the sender's own id
 * @param sender who
 * @param kind what it is
 * @param words what was said
 * @param at when PostgreSQL wrote it
 */
public record Entry(
    ContactId contact, long seq, ClientId id, Sender sender, Kind kind, Words words, Instant at) {}
