package org.nuanxian.gateway.socket;

/** Stands behind a socket until its session is there. */
enum Unattended implements Session {
  SESSION;

  @Override
  public void frame(Frame frame) {
    throw new FrameRefusal("not-ready", "The socket is not ready yet.");
  }

  @Override
  public void drained() {}

  @Override
  public void ended() {}
}
