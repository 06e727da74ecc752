package org.nuanxian.dispatcher.call;

import java.util.List;
import java.util.Optional;
import org.nuanxian.roster.VolunteerId;

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

  /** Whose console reads after the answer and so needs no hint of what this does. */
  default Optional<VolunteerId> asker() {
    return Optional.empty();
  }

  /** Reads the answer: what follows OK, nothing as the empty text. */
  R result(List<String> reply);
}
