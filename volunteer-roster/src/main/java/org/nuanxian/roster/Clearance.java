package org.nuanxian.roster;

/**
 * For what somebody has been trained beyond the qualification itself.
 *
 * @param grade A, B or C: somebody in danger is offered to A and B first
 * @param minors cleared to listen to minors
 * @param night cleared for the night
 */
public record Clearance(Grade grade, boolean minors, boolean night) {
  /** Of whoever just joined. */
  public static final Clearance NONE = new Clearance(Grade.C, false, false);

  /** For everything. */
  public static final Clearance ALL = new Clearance(Grade.A, true, true);

  /** How far a volunteer has come. */
  public enum Grade {
    A,
    B,
    C
  }
}
