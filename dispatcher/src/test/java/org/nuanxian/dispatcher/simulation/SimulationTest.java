package org.nuanxian.dispatcher.simulation;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nuanxian.dispatcher.redis.BrokenNow;
import org.nuanxian.runtime.testing.Stores;

/**
 * {@code -Dnuanxian.steps=1000000 -Dnuanxian.seed=42} runs longer, or what failed once more; {@code
 * -Dnuanxian.seeds=30} runs so many cities one after the other.
 */
class SimulationTest {
  @RegisterExtension static final Stores STORES = Stores.with();

  private static final int STEPS = Integer.getInteger("nuanxian.steps", 20_000);

  /** Another city each day, the same one on every machine. */
  private static final long SEED = Long.getLong("nuanxian.seed", 20_261_121L);

  private static final int SEEDS = Integer.getInteger("nuanxian.seeds", 1);

  @Test
  void everyInvariantHoldsWhateverFailsAndWhen(TestReporter reporter) {
    for (long seed = SEED; seed < SEED + SEEDS; seed++) {
      Simulation simulation = new Simulation(STORES, seed, new MemoryRecord(), BrokenNow.NOTHING);
      simulation.run(STEPS);
      reporter.publishEntry("seed " + seed, simulation.world.tally().toString());
    }
  }
}
