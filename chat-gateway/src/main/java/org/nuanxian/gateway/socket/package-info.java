/**
 * What every socket of the house has in common: frames parsed or refused, a budget of frames, a
 * bounded outbox, close codes. See {@code ops/docs/channels.md}.
 */
package org.nuanxian.gateway.socket;
