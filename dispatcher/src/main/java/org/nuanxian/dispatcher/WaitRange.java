package org.nuanxian.dispatcher;

/**
 * How long a contact will probably wait.
 *
 * @param lowSeconds the sooner end, seconds from now
 * @param highSeconds the later end, seconds from now
 */
public record WaitRange(long lowSeconds, long highSeconds) {}
