package org.nuanxian.gateway.console;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.dispatcher.Held;
import org.nuanxian.dispatcher.OfferId;
import org.nuanxian.dispatcher.Purpose;
import org.nuanxian.dispatcher.Ringing;
import org.nuanxian.dispatcher.Work;
import org.nuanxian.gateway.conversation.Cursor;
import org.nuanxian.gateway.conversation.Sender;
import org.nuanxian.gateway.socket.FrameSocket;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.audit.Who;
import org.nuanxian.runtime.staff.Actor;

/**
 * What lies before one volunteer: the contacts they hold and the offers that ring. {@link #show}
 * sends frames for the difference to what was shown before.
 */
final class Desk {
  private final ConsoleParts parts;
  private final FrameSocket socket;
  private final Who who;
  private final Sender sender;
  private final Map<ContactId, HeldConversation> held = new LinkedHashMap<>();
  private final Map<OfferId, Shown> offers = new HashMap<>();

  /** Offers this console answered itself: it knows, and is not told that they are gone. */
  private final Set<OfferId> answered = new HashSet<>();

  private Optional<JsonObject> presence = Optional.empty();

  /** Grows with each acceptance, so that work read before it cannot take the contact away again. */
  private int acceptances;

  /** An offer that was shown, and when it runs out. */
  private record Shown(Ringing offer, Instant until) {}

  Desk(ConsoleParts parts, FrameSocket socket, Actor actor) {
    this.parts = parts;
    this.socket = socket;
    this.who = Who.account(actor.id().value());
    this.sender = Sender.volunteer(new VolunteerId(actor.id().value()), actor.alias());
  }

  /** Opens the contacts that are held already; done when each is joined or cannot be now. */
  Future<Void> start(Work work) {
    List<Future<Cursor>> opening = new ArrayList<>();
    for (Held contact : work.contacts()) {
      HeldConversation taken = take(contact);
      taken.quiet(true);
      opening.add(taken.cursor());
    }
    presence = Optional.of(ConsoleOut.presence(work, parts.clock().instant()));
    return Future.join(opening)
        .transform(done -> {
          if (done.failed()) {
            parts.swallowed(); // tried again at the next reading
          }
          return Future.succeededFuture();
        });
  }

  /** A conversation in which nothing was said yet flows at once; others wait for a fetch. */
  void begin() {
    held.values().forEach(contact -> contact.quiet(false));
    held.values().forEach(this::beginIfEmpty);
    offers.values().forEach(shown -> tellWhoAsks(shown.offer()));
  }

  private void beginIfEmpty(HeldConversation contact) {
    if (contact.cursor().succeeded() && contact.cursor().result().conversation().head() == 0) {
      contact.cursor().result().goLive();
    }
  }

  JsonArray contacts() {
    JsonArray all = new JsonArray();
    held.values().forEach(contact -> all.add(contact.json()));
    return all;
  }

  JsonArray offers(Work work) {
    JsonArray all = new JsonArray();
    Instant now = parts.clock().instant();
    for (Ringing offer : work.offers()) {
      remember(offer, now);
      all.add(ConsoleOut.offer(offer, now));
    }
    return all;
  }

  Optional<HeldConversation> of(ContactId contact) {
    return Optional.ofNullable(held.get(contact));
  }

  /** Somebody else spoke with this person before, or hands them over. */
  boolean hadAnother(OfferId offer) {
    return Optional.ofNullable(offers.get(offer))
        .map(Shown::offer)
        .filter(ringing -> ringing.returning() || ringing.purpose() == Purpose.TRANSFER)
        .isPresent();
  }

  /** Whose offer it is, if it was shown here. */
  Optional<ContactId> offered(OfferId offer) {
    return Optional.ofNullable(offers.get(offer)).map(shown -> shown.offer().contact());
  }

  /** The offer is being answered from this console. */
  void answering(OfferId offer) {
    if (offers.containsKey(offer)) {
      answered.add(offer);
    }
  }

  /** The answer was not taken: the console is told when the offer is gone. */
  void notAnswered(OfferId offer) {
    answered.remove(offer);
  }

  /** A contact was accepted; work read before this cannot take it away again. */
  HeldConversation accepted(Held contact) {
    HeldConversation taken = take(contact);
    taken.acceptedAs(++acceptances);
    return taken;
  }

  private HeldConversation take(Held contact) {
    HeldConversation known = held.get(contact.id());
    if (known == null) {
      known = new HeldConversation(parts, socket, who, sender, contact);
      held.put(contact.id(), known);
    } else if (contact.term() >= known.held().term()) {
      known.held(contact);
    }
    return known;
  }

  /** To be remembered before the work is read. */
  int acceptances() {
    return acceptances;
  }

  /**
   * Shows what has changed.
   *
   * @param readAfter {@link #acceptances()} when the reading began
   */
  void show(Work work, int readAfter) {
    JsonObject now = ConsoleOut.presence(work, parts.clock().instant());
    if (!presence.equals(Optional.of(now))) {
      presence = Optional.of(now);
      socket.send(ConsoleOut.frame("presence").mergeIn(now));
    }
    showContacts(work, readAfter);
    showOffers(work);
  }

  private void showContacts(Work work, int readAfter) {
    Set<ContactId> present = new HashSet<>();
    for (Held contact : work.contacts()) {
      present.add(contact.id());
      HeldConversation known = held.get(contact.id());
      if (known == null) {
        HeldConversation taken = take(contact);
        taken
            .cursor()
            .onSuccess(cursor -> beginIfEmpty(taken))
            .onFailure(away -> parts.swallowed())
            .onComplete(opened -> sendContact(taken));
      } else if (!known.held().equals(contact) && contact.term() >= known.held().term()) {
        known.held(contact);
        sendContact(known);
      } else if (known.failed()) {
        known.cursor().onSuccess(cursor -> reopened(known)).onFailure(away -> parts.swallowed());
      }
    }
    for (HeldConversation contact : List.copyOf(held.values())) {
      if (!present.contains(contact.contact()) && contact.acceptance() <= readAfter) {
        held.remove(contact.contact());
        contact.close();
        socket.send(ConsoleOut.gone(contact.held()));
      }
    }
  }

  /** The record was away when it was to be opened: the console fetches what it has missed. */
  private void reopened(HeldConversation contact) {
    sendContact(contact);
    contact.resync(contact.cursor().result().conversation().head());
  }

  /** Shows a contact that is still held. */
  void sendContact(HeldConversation contact) {
    if (held.get(contact.contact()) == contact) {
      socket.send(ConsoleOut.frame("contact").mergeIn(contact.json()));
    }
  }

  private void showOffers(Work work) {
    Instant now = parts.clock().instant();
    Set<OfferId> present = new HashSet<>();
    for (Ringing offer : work.offers()) {
      present.add(offer.id());
      if (isNews(offer)) {
        remember(offer, now);
        socket.send(ConsoleOut.frame("offer").mergeIn(ConsoleOut.offer(offer, now)));
        tellWhoAsks(offer);
      }
    }
    for (Shown shown : List.copyOf(offers.values())) {
      OfferId id = shown.offer().id();
      if (!present.contains(id)) {
        offers.remove(id);
        if (!answered.remove(id)) {
          String reason = now.isBefore(shown.until()) ? "taken" : "expired";
          socket.send(ConsoleOut.withdrawn(id, reason));
        }
      }
    }
  }

  /** Who hands the contact over, and their note: it follows the offer, which rings at once. */
  private void tellWhoAsks(Ringing offer) {
    if (offer.purpose() != Purpose.TRANSFER || offer.handover().isEmpty()) {
      return;
    }
    HandingOver.asked(parts, who, offer)
        .onSuccess(asked -> asked.ifPresent(by -> sendWhoAsks(offer, by)))
        .onFailure(away -> parts.swallowed());
  }

  private void sendWhoAsks(Ringing offer, HandingOver.Asked asked) {
    Shown shown = offers.get(offer.id());
    if (shown == null) {
      return;
    }
    Instant now = parts.clock().instant();
    JsonObject frame =
        ConsoleOut.offer(offer, now)
            .put("expiresAt", shown.until().toString())
            .put("remainingMs", Math.max(0, Duration.between(now, shown.until()).toMillis()))
            .put("from", asked.by());
    asked.note().ifPresent(note -> frame.put("note", note));
    socket.send(ConsoleOut.frame("offer").mergeIn(frame));
  }

  /** An offer that was not shown, or whose contact has become graver since. */
  private boolean isNews(Ringing offer) {
    Shown shown = offers.get(offer.id());
    return shown == null
        || shown.offer().purpose() != offer.purpose()
        || shown.offer().level() != offer.level()
        || !shown.offer().reasons().equals(offer.reasons());
  }

  private void remember(Ringing offer, Instant now) {
    offers.put(offer.id(), new Shown(offer, now.plusMillis(offer.remainingMs())));
  }

  /** Supervisors who are gone with their node. */
  void checkBeside() {
    held.values().forEach(HeldConversation::checkBeside);
  }

  void drained() {
    held.values().forEach(HeldConversation::drained);
  }

  void close() {
    held.values().forEach(HeldConversation::close);
    held.clear();
  }
}
