package org.nuanxian.gateway.channel.web;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;
import java.util.UUID;
import org.nuanxian.gateway.conversation.NewIntake;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.id.CountyCode;
import org.nuanxian.runtime.id.Ids;
import org.nuanxian.runtime.settings.Texts;

/**
 * Contacts that try a seat end to end: they go the way of every other, from the queue to the
 * record, under the channel {@code test}, by which they are marked and left out of all that is
 * counted.
 */
public final class Trials {
  /** Both sides said something, and the talk was ended. */
  private static final String PASSED =
      """
      SELECT 1 FROM dispatch.contact c
      WHERE c.id = $1 AND c.stage IN ('wrapUp', 'closed')
        AND EXISTS (SELECT FROM conversation.entry e WHERE e.contact = c.id AND e.side = 1)
        AND EXISTS (SELECT FROM conversation.entry e WHERE e.contact = c.id AND e.side = 2)
      """;

  private final Reception reception;
  private final Ids ids;
  private final SqlClient client;

  Trials(Reception reception, Ids ids, SqlClient client) {
    this.reception = reception;
    this.ids = ids;
    this.client = client;
  }

  /**
   * Opens one.
   *
   * @return {@code contactId} and {@code token}, as every help seeker gets them; fails with 422 for
   *     a county that is not of the city
   */
  public Future<JsonObject> open(CityCode city, CountyCode county) {
    OpenContact asked =
        new OpenContact(
            ids.next(),
            city.value(),
            Optional.of(county.value()),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            new NewIntake.About(Optional.empty(), Optional.empty(), Optional.empty()),
            OpenContact.SelfReport.UNTOLD,
            OpenContact.Wants.NOTHING,
            new OpenContact.Consent("test", false),
            Optional.empty());
    return reception
        .receive(asked, new Reception.Source("", Texts.CHINESE))
        .map(received -> reception.credentials(received.intake(), true));
  }

  /** Whether it went through to its end. */
  public Future<Boolean> passed(UUID contact) {
    return client.preparedQuery(PASSED).execute(Tuple.of(contact)).map(rows -> rows.size() == 1);
  }
}
