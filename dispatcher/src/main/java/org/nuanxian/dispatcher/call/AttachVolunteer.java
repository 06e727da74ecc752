package org.nuanxian.dispatcher.call;

import java.util.List;
import org.nuanxian.dispatcher.Here;
import org.nuanxian.dispatcher.NodeId;

/**
 * A console opened, or a node says again which consoles it has.
 *
 * @param again true when announced: a newer connection is not displaced then
 */
public record AttachVolunteer(Here here, NodeId node, boolean again) implements Call<Presence> {

  @Override
  public String script() {
    return "attach_volunteer";
  }

  @Override
  public List<String> arguments() {
    return List.of(
        here.volunteer().value().toString(),
        here.connection().toString(),
        node.toString(),
        again ? "again" : "new",
        here.county().toString(),
        Integer.toString(here.can()),
        here.status().wire(),
        Media.text(here.media()),
        Integer.toString(here.chats()),
        Long.toString(here.onShiftUntil().toEpochMilli()),
        here.seat().code(),
        here.pulls() ? "1" : "0");
  }

  @Override
  public Presence result(List<String> reply) {
    return new Presence(reply.get(0).equals("1"));
  }
}
