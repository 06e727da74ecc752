package org.nuanxian.dispatcher;

/** Who is there for a waiting contact, as the help seeker is told. */
public enum Staffing {
  /** Volunteers are present, with others at the moment. */
  BUSY,
  /** Nobody at a desk, but people on call at home. */
  ON_CALL_ONLY,
  /** Nobody at all. */
  NOBODY,
  /** The present is being rebuilt; the place is kept. */
  DEGRADED
}
