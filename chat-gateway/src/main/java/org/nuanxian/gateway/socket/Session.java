package org.nuanxian.gateway.socket;

/** What stands behind a socket. All calls come on the node's loop, none after {@link #ended()}. */
public interface Session {
  /** A frame came; whatever it throws as {@link FrameRefusal} is answered as {@code error}. */
  void frame(Frame frame);

  /** The socket has room again. */
  void drained();

  /** The socket is gone. */
  void ended();
}
