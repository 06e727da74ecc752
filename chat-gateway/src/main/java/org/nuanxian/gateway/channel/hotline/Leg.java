package org.nuanxian.gateway.channel.hotline;

import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.dispatcher.OfferId;
import org.nuanxian.roster.VolunteerId;

/**
 * The way from a call to one volunteer. Its name on the PBX follows from what it is for, so that
 * asking for it twice makes one.
 *
 * @param channel its name on the PBX
 */
record Leg(String channel) {
  /** In front of the name of a leg that rings for an offer. */
  private static final String OFFER = "v-";

  /** In front of the name of a leg to whoever holds the contact already. */
  private static final String HOLDER = "h-";

  /** The leg that rings for an offer. */
  static Leg of(OfferId offer) {
    return new Leg(OFFER + offer);
  }

  /** The leg to who took a contact over, or took it by themselves. */
  static Leg toHolder(ContactId contact, long term) {
    return new Leg(HOLDER + contact + "-" + term);
  }

  /** Whether a channel of the PBX is the leg of a volunteer. */
  static boolean isLeg(String channel) {
    return channel.startsWith(OFFER) || channel.startsWith(HOLDER);
  }

  /** The endpoint of a volunteer's page. */
  static String endpoint(VolunteerId volunteer) {
    return "v" + volunteer.value().toString().replace("-", "");
  }

  String path() {
    return "/channels/" + channel;
  }
}
