package org.nuanxian.dispatcher;

/** One server process, from its start to its end; a new start has a new one. */
public record NodeId(String value) {

  @Override
  public String toString() {
    return value;
  }
}
