package org.nuanxian.bench.hotline;

import java.util.function.BooleanSupplier;

/**
 * Somebody who brings callers to agents.
 *
 * @param name for people
 * @param number that is called
 * @param agents how many telephones it may ring
 * @param idle whether all its agents are free, as far as it is known outside the telephones
 */
record Side(String name, String number, int agents, BooleanSupplier idle) {}
