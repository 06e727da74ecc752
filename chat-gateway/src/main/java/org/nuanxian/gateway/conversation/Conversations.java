package org.nuanxian.gateway.conversation;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.runtime.config.TimingConfig;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.postgres.Database;
import org.nuanxian.runtime.postgres.GroupCommit;
import org.nuanxian.runtime.redis.Hints;
import org.nuanxian.runtime.vault.PersonId;
import org.nuanxian.runtime.vault.Vault;

/**
 * Every conversation that is read on this node. Writing goes through one group commit; what was
 * written here is passed on from memory, what was written elsewhere is read from PostgreSQL after a
 * hint ({@link Murmurs}). Heads are read again after a gap in the hints and at each interval, so a
 * lost hint delays and loses nothing. Used on the node's loop only.
 *
 * <p>See {@code ops/docs/conversation.md}.
 */
public final class Conversations implements AutoCloseable {
  /** Heads read in one statement: bounds the array sent to PostgreSQL. */
  private static final int HEADS_AT_ONCE = 1_000;

  private static final String WHOSE =
      "SELECT city, person FROM conversation.intake WHERE contact = $1";

  private final Database database;
  private final Vault vault;
  private final Murmurs murmurs;
  private final EntryReader reader;
  private final WhisperBook whispers;
  private final GroupCommit<Sealed, Appended> commit;
  private final Counter swallowed;
  private final Vertx vertx;
  private final long rereadTimer;

  /** Conversations somebody on this node reads. */
  private final Map<ContactId, Conversation> open = new HashMap<>();

  /**
   * Conversations over these stores; gathering and reading again as often as {@code timing} says.
   */
  public Conversations(
      Vertx vertx,
      Database database,
      Vault vault,
      Hints hints,
      MeterRegistry metrics,
      TimingConfig timing) {
    this.vertx = vertx;
    this.database = database;
    this.vault = vault;
    this.reader = new EntryReader(vertx, database.client());
    this.whispers = new WhisperBook(database.client());
    this.commit =
        new GroupCommit<>(
            vertx,
            database,
            "conversation",
            new AppendBatch(),
            GroupCommit.Settings.defaults().gathering(timing.groupCommit()),
            metrics);
    this.swallowed = metrics.counter("nuanxian.conversation.swallowed");
    this.murmurs = new Murmurs(vertx, hints, this::heard, swallowed);
    hints.onGap(this::readHeadsAgain);
    rereadTimer = vertx.setPeriodic(timing.reread().toMillis(), tick -> readHeadsAgain());
  }

  /** The conversation of a contact; fails with unknown-contact, or because the stores are away. */
  public Future<Conversation> access(ContactId contact) {
    Conversation here = open.get(contact);
    if (here != null) {
      return Future.succeededFuture(here);
    }
    return database
        .client()
        .preparedQuery(WHOSE)
        .execute(Tuple.of(contact.value()))
        .compose(rows -> {
          if (rows.size() == 0) {
            return Future.failedFuture(
                new ConversationRefusal("unknown-contact", "There is no such contact."));
          }
          var row = rows.iterator().next();
          CityCode city = new CityCode(row.getString("city"));
          return vault
              .access(new PersonId(row.getUUID("person")))
              .map(key -> known(contact, city, new Seal(contact, key)));
        });
  }

  /** Two sockets that came at once must share one conversation. */
  private Conversation known(ContactId contact, CityCode city, Seal seal) {
    Conversation here = open.get(contact);
    return here != null ? here : new Conversation(this, contact, city, seal);
  }

  /** The one that is read on this node under this contact, or the given one when none is. */
  Conversation shared(Conversation conversation) {
    return open.getOrDefault(conversation.contact(), conversation);
  }

  WhisperBook whispers() {
    return whispers;
  }

  EntryReader reader() {
    return reader;
  }

  Future<Appended> append(Sealed draft) {
    return commit.add(draft);
  }

  /** Begins to listen for a conversation; done when the subscription is confirmed. */
  Future<Void> listen(Conversation conversation) {
    open.putIfAbsent(conversation.contact(), conversation);
    return murmurs.listen(conversation.city());
  }

  void forget(Conversation conversation) {
    open.remove(conversation.contact(), conversation);
  }

  void tell(Conversation conversation, Murmur murmur) {
    murmurs.tell(conversation.city(), conversation.contact(), murmur);
  }

  private void heard(ContactId contact, Murmur murmur) {
    Conversation here = open.get(contact);
    if (here != null) {
      here.heard(murmur);
    }
  }

  private void readHeadsAgain() {
    List<ContactId> all = new ArrayList<>(open.keySet());
    for (int from = 0; from < all.size(); from += HEADS_AT_ONCE) {
      Set<ContactId> some =
          new HashSet<>(all.subList(from, Math.min(all.size(), from + HEADS_AT_ONCE)));
      reader
          .heads(some)
          .onSuccess(heads ->
              heads.forEach((contact, found) ->
                  Optional.ofNullable(open.get(contact))
                      .ifPresent(here -> {
                        here.heardHead(found.head());
                        here.heardWhisper(found.whispered());
                      })))
          .onFailure(away -> swallowed.increment());
    }
  }

  /** The refusal a failed or refused append amounts to. */
  static ConversationRefusal refusal(AsyncResult<Appended> done) {
    if (done.failed()) {
      return done.cause() instanceof ConversationRefusal refusal
          ? refusal
          : new ConversationRefusal(
              "unavailable", "This could not be written down now. Please send it again.");
    }
    return done.result() instanceof Appended.Refused refused
        ? new ConversationRefusal(refused.code(), refused.detail())
        : new ConversationRefusal("unavailable", "This could not be written down now.");
  }

  /** Stops reading again; what is in flight is waited for by {@link #drain()}. */
  @Override
  public void close() {
    vertx.cancelTimer(rereadTimer);
  }

  /** Done when everything that was being written is written or refused. */
  public Future<Void> drain() {
    return commit.close();
  }
}
