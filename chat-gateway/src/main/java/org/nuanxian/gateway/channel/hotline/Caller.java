package org.nuanxian.gateway.channel.hotline;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.runtime.id.CountyCode;

/**
 * Somebody who called.
 *
 * @param channel their leg on the PBX; no two calls ever have one name
 * @param contact follows from the leg, so that whoever takes the call in twice takes in one contact
 * @param id what is known of where they call from
 * @param called which of the line's numbers they dialled
 * @param county whose number that is
 * @param at when they came
 */
record Caller(
    String channel, ContactId contact, CallerId id, String called, CountyCode county, Instant at) {

  /** The contact of a leg on a PBX. */
  static ContactId contact(String pbx, String channel) {
    byte[] name = (pbx + " " + channel).getBytes(StandardCharsets.UTF_8);
    return new ContactId(UUID.nameUUIDFromBytes(name));
  }

  String path() {
    return "/channels/" + channel;
  }

  /** Never the number. */
  @Override
  public String toString() {
    return "Caller[" + contact + "]";
  }
}
