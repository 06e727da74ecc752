package org.nuanxian.gateway.conversation;

import org.nuanxian.dispatcher.ContactId;

/**
 * Something somebody wants to say, before it has a number.
 *
 * @param contact to which conversation
 * @param id the sender's own id of it
 * @param sender who
 * @param term the term under which a volunteer holds the contact; ignored for others
 * @param kind what it is
 * @param words what is said
 */
public record Draft(
    ContactId contact, ClientId id, Sender sender, long term, Kind kind, Words words) {}
