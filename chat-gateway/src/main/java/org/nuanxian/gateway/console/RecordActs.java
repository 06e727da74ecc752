package org.nuanxian.gateway.console;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.gateway.conversation.Keepsakes;
import org.nuanxian.gateway.conversation.Seal;
import org.nuanxian.roster.VolunteerId;

/** What a volunteer writes down about a contact they hold. */
final class RecordActs {
  private final ConsoleParts parts;
  private final VolunteerId volunteer;

  RecordActs(ConsoleParts parts, VolunteerId volunteer) {
    this.parts = parts;
    this.volunteer = volunteer;
  }

  /** Saves fields of the record. */
  Future<JsonObject> save(HeldConversation contact, JsonObject fields) {
    return contact
        .record()
        .compose(record -> record.write(fields, parts.clock().instant()))
        .map(saved -> new JsonObject());
  }

  /** The record so far, and what was remarked. */
  Future<JsonObject> recall(HeldConversation contact) {
    return Future.all(
            contact.record().compose(RecordDraft::read),
            parts.keepsakes().remarks(contact.contact(), volunteer, contact.keepsEarlier()),
            contact.cursor())
        .map(all -> {
          Seal seal = contact.cursor().result().conversation().seal();
          JsonArray remarks = new JsonArray();
          for (Keepsakes.Kept kept : all.<List<Keepsakes.Kept>>resultAt(1)) {
            String text = seal.field("remark." + kept.id(), kept.body().getBytes());
            remarks.add(ConsoleOut.remark(kept.kind(), text, kept.at()));
          }
          return ConsoleOut.recalled(contact.contact(), all.resultAt(0), remarks);
        });
  }

  /** Makes the record the finished one, with these last fields in it. */
  Future<Void> finish(HeldConversation contact, JsonObject fields) {
    return contact.record().compose(record -> record.finish(fields, parts.clock().instant()));
  }

  /** Succeeds where this volunteer has finished the record before. */
  Future<JsonObject> finishedBefore(ContactId contact) {
    return parts.records().writtenBy(contact, volunteer).map(done -> new JsonObject());
  }
}
