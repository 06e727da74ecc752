package org.nuanxian.gateway.conversation;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.id.CountyCode;
import org.nuanxian.runtime.vault.PersonId;

/**
 * What is written when a contact opens, before anybody is told of it.
 *
 * @param contact drawn for it
 * @param person drawn for it, or known from the contact before
 * @param request the page's id of the request
 * @param told what the person said of themselves
 * @param heldBack what was confirmed of the person
 * @param openedAt now
 */
public record NewIntake(
    ContactId contact,
    PersonId person,
    Request request,
    Told told,
    Optional<HeldBack> heldBack,
    Instant openedAt) {

  /**
   * How the request came.
   *
   * @param id drawn by the page; a repeat answers the same contact
   * @param digest keyed digest of what was asked
   * @param channel the channel's name
   * @param sourceAddress sealed, opened by two people together only
   * @param call of a call, how it came
   */
  public record Request(
      UUID id, String digest, String channel, String sourceAddress, Optional<Call> call) {}

  /**
   * How a call came.
   *
   * @param called which number of the line was called
   * @param shown the network showed a number
   * @param fit the person can be found, or called, by it
   */
  public record Call(String called, boolean shown, boolean fit) {}

  /**
   * What is counted of the person, as far as they told.
   *
   * @param sex code of the list {@code sex}
   * @param forWhom code of the list {@code forWhom}
   * @param local code of the list {@code local}
   */
  public record About(Optional<String> sex, Optional<String> forWhom, Optional<String> local) {}

  /**
   * What the person said.
   *
   * @param city where
   * @param county in whose queue
   * @param countyTold false when the county was assumed
   * @param nickname sealed
   * @param ageBand coded
   * @param topic coded
   * @param about coded
   * @param distress 0 to 10
   * @param danger none, thoughts, plan or now
   * @param wants JSON, sealed: it can name a school or an employer
   * @param consentVersion which text was agreed to
   * @param recording whether recording was agreed to
   * @param language {@code zh} or {@code en}
   */
  public record Told(
      CityCode city,
      CountyCode county,
      boolean countyTold,
      Optional<String> nickname,
      Optional<String> ageBand,
      Optional<String> topic,
      About about,
      OptionalInt distress,
      Optional<String> danger,
      Optional<String> wants,
      String consentVersion,
      boolean recording,
      String language) {}
}
