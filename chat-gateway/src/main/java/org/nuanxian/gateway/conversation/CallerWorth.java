package org.nuanxian.gateway.conversation;

/**
 * What the number of a caller is worth, without it.
 *
 * @param shown the network showed one
 * @param fit the person can be found, or called, by it
 */
public record CallerWorth(boolean shown, boolean fit) {}
