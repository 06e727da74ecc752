package org.nuanxian.gateway.channel.web;

import java.util.Optional;
import org.nuanxian.gateway.conversation.Intake;
import org.nuanxian.runtime.http.Caller;

/**
 * A help seeker known by the contact's token.
 *
 * @param intake the contact
 * @param ended the conversation is over; reading and feedback are still allowed
 */
record SeekerCaller(Intake intake, boolean ended) implements Caller {
  @Override
  public Optional<String> rateKey() {
    return Optional.of("contact:" + intake.contact().value());
  }
}
