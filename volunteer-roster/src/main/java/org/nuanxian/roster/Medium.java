package org.nuanxian.roster;

/** How a help seeker and a volunteer talk. The name in small letters is the code on the wire. */
public enum Medium {
  /** Written words, several conversations at once. */
  CHAT,
  /** A telephone call, one at a time. */
  VOICE
}
