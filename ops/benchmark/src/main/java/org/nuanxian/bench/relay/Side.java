package org.nuanxian.bench.relay;

/** Which end of a conversation a socket is. */
enum Side {
  SEEKER,
  VOLUNTEER
}
