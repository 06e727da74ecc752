package org.nuanxian.dispatcher.postgres;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import org.nuanxian.dispatcher.Event;
import org.nuanxian.runtime.id.CityCode;

/** What else is written when events are written down, in the same transaction. */
public interface Alongside {
  /** Nothing else. */
  Alongside NOTHING = (connection, city, events) -> Future.succeededFuture();

  /**
   * Writes it; a failure undoes the whole batch, which is then tried again.
   *
   * @param events not empty, in their order; some may have been written before
   */
  Future<Void> write(SqlConnection connection, CityCode city, List<Event> events);
}
