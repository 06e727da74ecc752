package org.nuanxian.dispatcher;

import org.nuanxian.runtime.id.CountyCode;

/**
 * Something that calls people though it concerns no contact, as long as it is so.
 *
 * @param kind of its alarm
 * @param county what it concerns; the city's own code: all of it
 * @param so whether it is so now
 */
public record Cause(String kind, CountyCode county, boolean so) {}
