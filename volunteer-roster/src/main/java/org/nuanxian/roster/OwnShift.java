package org.nuanxian.roster;

/**
 * A shift in which somebody sits, published.
 *
 * @param shift the shift, without the seats it wants
 * @param county the name of the county whose team it is of
 */
public record OwnShift(Shift shift, String county, Seat seat) {}
