package org.nuanxian.dispatcher;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.nuanxian.roster.VolunteerId;

/**
 * An open offer of a contact.
 *
 * @param due when it runs out
 */
public record OpenOffer(OfferId offer, VolunteerId volunteer, Purpose purpose, Instant due) {

  static List<OpenOffer> parse(JsonNode offers) {
    List<OpenOffer> all = new ArrayList<>();
    offers
        .properties()
        .forEach(each -> {
          JsonNode offer = each.getValue();
          all.add(
              new OpenOffer(
                  OfferId.of(each.getKey()),
                  new VolunteerId(UUID.fromString(offer.path("v").asText())),
                  Purpose.of(offer.path("purpose").asText()),
                  Instant.ofEpochMilli(offer.path("due").asLong())));
        });
    return List.copyOf(all);
  }
}
