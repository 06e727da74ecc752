package org.nuanxian.roster;

/** One volunteer in one seat of one shift. */
public record Assignment(ShiftId shift, VolunteerId volunteer, Seat seat) {}
