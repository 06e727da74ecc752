package org.nuanxian.gateway.conversation;

import java.time.Instant;
import org.nuanxian.dispatcher.ContactId;

/**
 * What a supervisor tells the volunteer of a conversation, and nobody else. It is no entry:
 * whatever reads entries, such as everything on the help seeker's side, cannot come upon it.
 *
 * @param contact beside which conversation
 * @param number gapless from 1 within the contact, apart from the numbers of entries
 * @param id the sender's own id
 * @param alias of the supervisor
 * @param words what was whispered
 * @param after number of the entry that was the last one then
 * @param at when PostgreSQL wrote it
 */
public record Whisper(
    ContactId contact,
    long number,
    ClientId id,
    String alias,
    Words words,
    long after,
    Instant at) {}
