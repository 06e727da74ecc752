package org.nuanxian.dispatcher.call;

import java.util.List;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.dispatcher.ContactState;

/** What a help seeker may be told. */
public record ViewContact(ContactId contact) implements Call<ViewContact.View> {

  /**
   * A contact in its surroundings.
   *
   * @param place 1 is next; 0 when none may be shown
   * @param serving how many volunteers serve within the contact's reach
   * @param holderLost the holder's connection is gone
   * @param calling how many are ready on call
   * @param serviceMs recent times from acceptance to the end of the talk
   */
  public record View(
      ContactState state,
      int place,
      int serving,
      boolean holderLost,
      int calling,
      List<Long> serviceMs) {}

  @Override
  public String script() {
    return "view_contact";
  }

  @Override
  public List<String> arguments() {
    return List.of(contact.toString());
  }

  @Override
  public View result(List<String> reply) {
    return new View(
        ContactState.parse(reply.get(0)),
        Integer.parseInt(reply.get(1)),
        Integer.parseInt(reply.get(2)),
        reply.get(3).equals("1"),
        Integer.parseInt(reply.get(4)),
        reply.subList(5, reply.size()).stream().map(Long::valueOf).toList());
  }
}
