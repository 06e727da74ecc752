package org.nuanxian.dispatcher.call;

import java.time.Instant;
import java.util.List;
import org.nuanxian.dispatcher.ContactId;

/**
 * A help seeker who waits was told how long it may last; what was told first stands.
 *
 * @param until the end of what they were told
 */
public record NoteTold(ContactId contact, Instant until) implements Call<Boolean> {

  @Override
  public String script() {
    return "note_told";
  }

  @Override
  public List<String> arguments() {
    return List.of(contact.toString(), Long.toString(until.toEpochMilli()));
  }

  @Override
  public Boolean result(List<String> reply) {
    return true;
  }
}
