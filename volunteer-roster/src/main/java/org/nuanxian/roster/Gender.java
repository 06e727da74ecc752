package org.nuanxian.roster;

/** What a help seeker may ask for about the person who answers. */
public enum Gender {
  FEMALE,
  MALE,
  /** Not told, or neither of the two: matches no wish for a gender. */
  OTHER
}
