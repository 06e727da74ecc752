package org.nuanxian.dispatcher.call;

import java.util.List;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.dispatcher.OfferId;

/** The leg of a volunteer who was rung was answered. */
public record AnswerOffer(ContactId contact, OfferId offer) implements Call<Moved> {

  @Override
  public String script() {
    return "answer_offer";
  }

  @Override
  public List<String> arguments() {
    return List.of(contact.toString(), offer.toString());
  }

  @Override
  public Moved result(List<String> reply) {
    return Moved.of(reply);
  }
}
