package org.nuanxian.gateway.conversation;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.id.CountyCode;
import org.nuanxian.runtime.vault.PersonId;

/**
 * What a help seeker told when opening, and what became of the token. Personal parts are readable
 * only through {@link Intakes}.
 *
 * @param contact the contact
 * @param person whose key seals it
 * @param city where
 * @param county in whose queue
 * @param test tries a seat; never counted
 * @param openedAt the place in the queue
 * @param language {@code zh} or {@code en}
 * @param topic coded topic, if told
 * @param distress 0 to 10, if told
 * @param token which token is good
 * @param socketOpened a socket was opened with the token
 * @param dangerAt since when danger is pressed
 * @param heldBack what was confirmed of the person when they came
 * @param readBySeeker how far the help seeker has read
 * @param readByVolunteer how far the volunteer has read
 */
public record Intake(
    ContactId contact,
    PersonId person,
    CityCode city,
    CountyCode county,
    boolean test,
    Instant openedAt,
    String language,
    Optional<String> topic,
    OptionalInt distress,
    TokenState token,
    boolean socketOpened,
    Optional<Instant> dangerAt,
    Optional<HeldBack> heldBack,
    long readBySeeker,
    long readByVolunteer) {

  /**
   * Which token of a contact is good.
   *
   * @param generation grows when the token is replaced
   * @param live false once it was revoked by leaving
   */
  public record TokenState(int generation, boolean live) {}
}
