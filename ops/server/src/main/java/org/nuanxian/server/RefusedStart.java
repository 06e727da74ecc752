package org.nuanxian.server;

/** The server must not start as asked; the message says what to do. */
final class RefusedStart extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RefusedStart(String message) {
    super(message);
  }
}
