package org.nuanxian.runtime.config;

/**
 * A password or key that must not appear in a log; printing it shows nothing.
 *
 * @param value the secret itself, handed only to the client that needs it
 */
public record Secret(String value) {
  /** Never the value. */
  @Override
  public String toString() {
    return "(secret)";
  }
}
