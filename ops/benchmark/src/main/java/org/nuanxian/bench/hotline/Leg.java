package org.nuanxian.bench.hotline;

/** An agent's side of a talk: answered at once, speaking until somebody heard it. */
final class Leg {
  /** So many packets leave as soon as they can. */
  static final int DENSE = 50;

  /** Then one of so many turns is used: 20 ms. */
  private static final int TURNS = 10;

  private final int number;
  private final String agent;
  private final int media;
  private int packets;
  private int turns;

  /**
   * A leg that rang.
   *
   * @param number that its voice carries
   * @param agent whose telephone it is
   * @param media where the PBX hears it
   */
  Leg(int number, String agent, int media) {
    this.number = number;
    this.agent = agent;
    this.media = media;
  }

  int number() {
    return number;
  }

  String agent() {
    return agent;
  }

  int media() {
    return media;
  }

  /** Whether it speaks in this turn. */
  boolean isDue() {
    turns++;
    return packets < DENSE || turns % TURNS == 0;
  }

  /** The number of the packet that comes next. */
  int next() {
    return packets++;
  }
}
