package org.nuanxian.dispatcher.call;

import java.util.List;
import java.util.Optional;
import org.nuanxian.dispatcher.CallBack;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.dispatcher.policy.Hours;

/**
 * The caller hung up.
 *
 * @param callable when their number may be called if they are in danger; empty if there is none
 * @param served somebody listened by the exchange's own table while no server was there
 */
public record HangUp(ContactId contact, Optional<Hours> callable, boolean served)
    implements Call<Moved> {

  @Override
  public String script() {
    return "hang_up";
  }

  @Override
  public List<String> arguments() {
    return List.of(contact.toString(), CallBack.text(callable).orElse(""), served ? "1" : "");
  }

  @Override
  public Moved result(List<String> reply) {
    return Moved.of(reply);
  }
}
