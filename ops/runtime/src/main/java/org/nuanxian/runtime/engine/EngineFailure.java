package org.nuanxian.runtime.engine;

/** The data directory or an engine cannot be used; the message says what to do. */
public final class EngineFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  EngineFailure(String message) {
    super(message);
  }

  EngineFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
