package org.nuanxian.gateway.channel;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import org.nuanxian.gateway.conversation.CodedRecords;
import org.nuanxian.gateway.conversation.Conversations;
import org.nuanxian.gateway.conversation.Intakes;
import org.nuanxian.gateway.conversation.Keepsakes;
import org.nuanxian.gateway.conversation.Nuisances;
import org.nuanxian.runtime.id.Ids;

/**
 * What every session of the gateway needs, at both ends.
 *
 * @param now clock, timers, ids and figures
 * @param conversations what is said
 * @param intakes what was told when opening
 * @param keepsakes what is kept beside the conversation
 * @param nuisances what was ended as harassment
 * @param coded what of records is counted
 * @param cities who serves whom
 */
public record Shared(
    Surroundings now,
    Conversations conversations,
    Intakes intakes,
    Keepsakes keepsakes,
    Nuisances nuisances,
    CodedRecords coded,
    Cities cities) {

  /**
   * Time, chance and figures.
   *
   * @param vertx timers
   * @param clock now
   * @param ids random ids
   * @param reread how often a state is read again without a hint
   * @param metrics figures
   */
  public record Surroundings(
      Vertx vertx, InstantSource clock, Ids ids, Duration reread, MeterRegistry metrics) {}

  /** Timers. */
  public Vertx vertx() {
    return now.vertx();
  }

  /** Now. */
  public InstantSource clock() {
    return now.clock();
  }

  /** Random ids. */
  public Ids ids() {
    return now.ids();
  }

  /** How often a state is read again without a hint. */
  public Duration reread() {
    return now.reread();
  }

  /** Figures. */
  public MeterRegistry metrics() {
    return now.metrics();
  }

  /** Counts a failure that is mended by the next reading. */
  public void swallowed(String where) {
    Counter.builder("nuanxian.gateway.swallowed")
        .tag("where", where)
        .register(metrics())
        .increment();
  }
}
