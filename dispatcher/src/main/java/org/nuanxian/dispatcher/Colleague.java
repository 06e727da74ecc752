package org.nuanxian.dispatcher;

import org.nuanxian.roster.Seat;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.id.CountyCode;

/** Somebody who is free to take a contact over. */
public record Colleague(VolunteerId volunteer, CountyCode county, Seat seat) {}
