package org.nuanxian.dispatcher.call;

import java.util.List;

/**
 * One run of one script on one city.
 *
 * @param <R> what it answers
 */
public interface Call<R> {

  /** The script's file name without its ending. */
  String script();

  /** ARGV from the fourth on. */
  List<String> arguments();

  /** Reads the answer: what follows OK, nothing as the empty text. */
  R result(List<String> reply);

  /** Whether the script only reads and so needs none of the shared moves. */
  default boolean reads() {
    return false;
  }
}
