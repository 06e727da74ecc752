package org.nuanxian.dispatcher;

/**
 * What people call a server of the installation; the same after each of its starts. See
 * ops/docs/operation.md, node.
 */
public record ServerName(String value) {

  @Override
  public String toString() {
    return value;
  }
}
