package org.nuanxian.dispatcher.simulation;

import java.util.List;
import java.util.Optional;

/** What breaks. */
final class Faults {
  /** More would only be slower. */
  private static final int NODES_MAX = 3;

  private final Simulation simulation;
  private final World world;
  private final Consoles consoles;
  private boolean kept;

  /** The era in which Redis was saved. */
  private String keptIn = "";

  Faults(Simulation simulation, Consoles consoles) {
    this.simulation = simulation;
    this.world = simulation.world;
    this.consoles = consoles;
  }

  void act() {
    int drawn = simulation.random.nextInt(100);
    if (drawn < 15) {
      pause();
    } else if (drawn < 25) {
      crash();
    } else if (drawn < 30) {
      simulation.start();
      retire();
    } else if (drawn < 36) {
      empty();
    } else if (drawn < 56) {
      keep();
    } else if (drawn < 66) {
      setBack();
    } else if (drawn < 72) {
      redisAway();
    } else if (drawn < 80) {
      world.log("PostgreSQL is away");
      world.postgresAway = true;
    } else if (drawn < 86) {
      jump();
    } else if (drawn < 90) {
      world.log("scripts are forgotten");
      simulation.present.flushScripts();
    } else {
      SimNode node = simulation.draw(simulation.nodes);
      world.log(node.name + " loses its link");
      world.unlink(node);
    }
  }

  /** What a draw would seldom meet: a fault just when it does the greatest harm. */
  boolean strike() {
    if (world.proposing() && simulation.random.nextInt(1_000) < 60) {
      world.holdBack(simulation.draw(List.of(Pending.Moment.values())));
      if (simulation.chance(50)) {
        empty();
      } else {
        setBack();
      }
      return true;
    }
    if (world.suspending() && simulation.chance(20)) {
      keep();
      return true;
    }
    Optional<SimNode> leader = world.replacing();
    boolean keptInThis = keptIn.startsWith("R:") && keptIn.equals(simulation.era());
    if (leader.isPresent() && keptInThis && simulation.chance(50)) {
      setBack();
      simulation.awake().forEach(this::link);
      return true;
    }
    if (leader.isPresent() && simulation.chance(12)) {
      pause(leader.get());
      if (simulation.chance(50)) {
        world.overtake(leader.get());
      }
      return true;
    }
    return false;
  }

  private void empty() {
    world.log("Redis is emptied");
    simulation.present.empty();
    simulation.inspectAfterFault();
  }

  /** Something that is broken is mended; false if nothing is. */
  boolean mend() {
    Optional<SimNode> unlinked =
        simulation.nodes.stream().filter(node -> !node.linked && node.awake()).findFirst();
    Optional<SimNode> paused = simulation.nodes.stream().filter(node -> node.paused).findFirst();
    if (world.redisAway) {
      world.redisAway = false;
      world.log("Redis is back");
    } else if (unlinked.isPresent()) {
      link(unlinked.get());
    } else if (world.postgresAway) {
      world.postgresAway = false;
      world.log("PostgreSQL is back");
    } else if (paused.isPresent()) {
      wake(paused.get());
    } else {
      return false;
    }
    return true;
  }

  private void link(SimNode node) {
    world.log(node.name + " is linked again");
    node.linked = true;
    node.dispatcher.reconnected();
  }

  private void wake(SimNode node) {
    world.log(node.name + " goes on");
    world.wake(node);
  }

  private void pause() {
    pause(simulation.draw(simulation.nodes));
  }

  private void pause(SimNode node) {
    if (node.awake() && simulation.awake().size() > 1) {
      world.log(node.name + " pauses");
      node.paused = true;
    }
  }

  private void crash() {
    world.log("a node starts, another crashes");
    SimNode node = simulation.draw(simulation.nodes);
    simulation.start();
    crash(node);
  }

  private void crash(SimNode node) {
    world.log(node.name + " crashes");
    world.crash(node);
    simulation.nodes.remove(node);
  }

  private void retire() {
    while (simulation.nodes.size() > NODES_MAX) {
      crash(simulation.nodes.getFirst());
    }
  }

  private void keep() {
    world.log("Redis is saved");
    simulation.present.keep();
    kept = true;
    keptIn = simulation.era();
  }

  private void setBack() {
    if (!kept) {
      keep();
      return;
    }
    List.copyOf(simulation.nodes).forEach(world::unlink);
    String era = simulation.present.setBack();
    world.lives++;
    simulation.invariants.setBack(era);
    world.log("Redis is set back to era " + era);
    simulation.inspectAfterFault();
  }

  private void redisAway() {
    world.log("Redis is away");
    List.copyOf(simulation.nodes).forEach(world::unlink);
    world.redisAway = true;
  }

  private void jump() {
    long by = simulation.chance(50) ? 4_000 : simulation.chance(50) ? -2_000 : 400;
    world.skewMs += by;
    world.log("the clock of Redis jumps by " + by);
  }

  /** Everything is mended. */
  void end() {
    world.redisAway = false;
    world.postgresAway = false;
    for (SimNode node : List.copyOf(simulation.nodes)) {
      if (node.paused) {
        wake(node);
      }
      if (!node.linked) {
        link(node);
      }
    }
    consoles.settle();
  }
}
