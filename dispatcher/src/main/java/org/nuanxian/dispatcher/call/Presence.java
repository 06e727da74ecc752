package org.nuanxian.dispatcher.call;

/**
 * What a transition of a volunteer answers.
 *
 * @param more an offer was made, so there may be more to match
 */
public record Presence(boolean more) {}
