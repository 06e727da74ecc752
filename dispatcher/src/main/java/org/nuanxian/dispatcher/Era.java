package org.nuanxian.dispatcher;

/**
 * One unbroken life of a city's present in Redis. Drawn at random by each rebuild; every script is
 * called with it and answers REBUILD when Redis holds another.
 */
public record Era(String value) {

  /** The era of a city that was never built. */
  public static final Era NONE = new Era("");

  @Override
  public String toString() {
    return value;
  }
}
