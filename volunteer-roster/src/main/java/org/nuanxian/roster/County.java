package org.nuanxian.roster;

import org.nuanxian.runtime.id.CountyCode;

/** A county (县、市、区) of a city and so the team that answers for it; the name is shown to all. */
public record County(CountyCode code, String name) {}
