package org.nuanxian.dispatcher;

import java.util.List;

/**
 * A call as whoever carries it must make the exchange look, now: also what PostgreSQL has yet to
 * confirm, since help does not wait for the record.
 *
 * @param place {@link Staffing#DEGRADED} while the present cannot be read; then it is as on record,
 *     and what rings is not known
 * @param offers whose telephones ring
 */
public record CallView(Place place, List<OpenOffer> offers) {}
