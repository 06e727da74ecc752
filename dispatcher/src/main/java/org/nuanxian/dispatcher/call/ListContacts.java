package org.nuanxian.dispatcher.call;

import java.util.List;
import org.nuanxian.dispatcher.ContactState;

/**
 * One page of the contacts Redis holds.
 *
 * @param cursor 0 at first, then the page's next
 */
public record ListContacts(String cursor) implements Call<ListContacts.Page> {

  /** The first cursor, and the next one of the last page. */
  public static final String START = "0";

  /** Some contacts, some perhaps twice. */
  public record Page(String next, List<ContactState> contacts) {}

  @Override
  public String script() {
    return "list_contacts";
  }

  @Override
  public List<String> arguments() {
    return List.of(cursor);
  }

  @Override
  public Page result(List<String> reply) {
    return new Page(
        reply.get(0), reply.subList(1, reply.size()).stream().map(ContactState::parse).toList());
  }
}
