package org.nuanxian.dispatcher.call;

import java.util.List;
import java.util.Optional;
import org.nuanxian.dispatcher.ContactState;

/**
 * What a transition answers.
 *
 * @param more an offer was made, so there may be more to match; for the tick: more is due
 * @param state the contact afterwards, where one was touched
 */
public record Moved(boolean more, Optional<ContactState> state) {

  static Moved of(List<String> reply) {
    String text = reply.get(1);
    return new Moved(
        reply.get(0).equals("1"),
        text.isEmpty() ? Optional.empty() : Optional.of(ContactState.parse(text)));
  }
}
