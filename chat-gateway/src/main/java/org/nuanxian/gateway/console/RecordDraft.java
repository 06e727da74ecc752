package org.nuanxian.gateway.console;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.gateway.conversation.Records;
import org.nuanxian.gateway.conversation.Seal;
import org.nuanxian.gateway.socket.FrameRefusal;
import org.nuanxian.roster.VolunteerId;

/**
 * The record of one contact while its volunteer writes it, field by field. Kept here as it was read
 * or saved last; writes follow each other, so that an older one never covers a newer one.
 */
final class RecordDraft {
  /** As long as all fields together may be, with room for their names. */
  private static final int CHARS_MAX = 24_000;

  private final Records records;
  private final ContactId contact;
  private final VolunteerId volunteer;
  private final Seal seal;

  /** What volunteers before wrote is kept from this one. */
  private final boolean ownOnly;

  /** The last step; the next begins when it has ended, however it ended. */
  private Future<?> last = Future.succeededFuture();

  /** As stored; empty until it was read. */
  private Optional<JsonObject> known = Optional.empty();

  RecordDraft(
      Records records, ContactId contact, VolunteerId volunteer, Seal seal, boolean ownOnly) {
    this.records = records;
    this.contact = contact;
    this.volunteer = volunteer;
    this.seal = seal;
    this.ownOnly = ownOnly;
  }

  /** The record so far. */
  Future<JsonObject> read() {
    return next(this::load);
  }

  /** Puts these fields into it and saves it. */
  Future<Void> write(JsonObject fields, Instant now) {
    return next(() ->
        load()
            .compose(before -> {
              JsonObject after = merged(before, fields);
              return records
                  .save(contact, volunteer, sealed(after), now)
                  .onSuccess(saved -> known = Optional.of(after));
            }));
  }

  /** Puts these fields into it and makes it the finished record. */
  Future<Void> finish(JsonObject fields, Instant now) {
    return next(() ->
        load()
            .compose(
                before -> records.finish(contact, volunteer, sealed(merged(before, fields)), now)));
  }

  private static JsonObject merged(JsonObject before, JsonObject fields) {
    JsonObject after = before.copy().mergeIn(fields);
    if (after.encode().length() > CHARS_MAX) {
      throw new FrameRefusal("too-long", "The record is too long.");
    }
    return after;
  }

  private Future<JsonObject> load() {
    return known
        .map(Future::succeededFuture)
        .orElseGet(() ->
            records
                .draft(contact, volunteer, ownOnly)
                .map(body ->
                    body.map(sealed -> new JsonObject(seal.field("record", sealed)))
                        .orElseGet(JsonObject::new))
                .onSuccess(read -> known = Optional.of(read)));
  }

  private byte[] sealed(JsonObject record) {
    return seal.field("record", record.encode());
  }

  private <T> Future<T> next(Supplier<Future<T>> step) {
    Future<T> running = last.transform(before -> step.get());
    last = running;
    return running;
  }
}
