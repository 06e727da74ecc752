package org.nuanxian.gateway.channel.hotline;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nuanxian.dispatcher.CallView;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.dispatcher.OfferId;
import org.nuanxian.dispatcher.OpenOffer;
import org.nuanxian.dispatcher.Place;
import org.nuanxian.dispatcher.Purpose;
import org.nuanxian.dispatcher.Refusal;
import org.nuanxian.dispatcher.Stage;
import org.nuanxian.roster.VolunteerId;

/**
 * The volunteers' side of a call: whose telephones ring, who has answered, who is in the bridge.
 * The answered leg is the acceptance; the dispatcher decides whether it counts, before any media.
 */
final class Talk {
  /** A leg that rings ends this long before its offer, so that no answer comes for nothing. */
  private static final Duration BEFORE = Duration.ofSeconds(1);

  /** So long rings whoever holds the contact already, and has to be fetched. */
  private static final Duration FETCH = Duration.ofSeconds(20);

  /** How often an answered leg asks a dispatcher that cannot be reached. */
  private static final int TRIES = 5;

  private static final Duration AGAIN = Duration.ofMillis(500);

  private final CallParts parts;
  private final Caller caller;
  private final ContactId contact;
  private final Speaker speaker;
  private final Runnable look;
  private final Ringer ringer;
  private final Doors doors;

  /** Legs that ring or were rung, by channel, with the offer of each that has one. */
  private final Map<String, Ringing> legs = new HashMap<>();

  /** Legs for which the dispatcher is being asked. */
  private final Set<Leg> answering = new HashSet<>();

  /** Who talks with the caller, or is about to. */
  private Optional<Joined> joined = Optional.empty();

  /** It hears the caller. */
  private boolean bridged;

  /** Greatest term known. */
  private long known;

  private boolean began;

  private int acts;
  private boolean ended;

  /** A leg that was asked for. */
  private record Ringing(Leg leg, Optional<OfferId> offer) {}

  /** A leg in a bridge, or on its way into it. */
  record Joined(Leg leg, String endpoint, Bridging bridge) {}

  /**
   * A leg that was answered.
   *
   * @param endpoint where
   * @param outside it is somebody's own telephone
   * @param offer for which it rang; empty: it fetched who holds the contact in that term
   */
  record Answered(Leg leg, String endpoint, boolean outside, Optional<OfferId> offer, long term) {}

  Talk(CallParts parts, Caller caller, Speaker speaker, String language, Runnable look) {
    this.parts = parts;
    this.caller = caller;
    this.contact = caller.contact();
    this.speaker = speaker;
    this.look = look;
    this.ringer = new Ringer(parts, caller);
    this.doors = new Doors(parts, language, this::accepted);
  }

  /** Grows with everything that is done here: what was read before is old. */
  int acts() {
    return acts;
  }

  /** Whether anybody has talked with the caller, or was about to. */
  boolean began() {
    return began;
  }

  /** Whether somebody talks with the caller, or is about to. */
  boolean goesOn() {
    return joined.isPresent();
  }

  boolean isNews(long term) {
    return term >= known;
  }

  boolean has(String channel) {
    return legs.containsKey(channel)
        || doors.has(channel)
        || joined.filter(with -> with.leg().channel().equals(channel)).isPresent();
  }

  /** They were talking already when this node came. */
  void adopt(Joined found) {
    joined = Optional.of(found);
    began = true;
    watch(found.endpoint());
    bridged = true;
    known = found.bridge().term();
  }

  /** Makes the PBX what the contact is. */
  void settle(CallView view) {
    Place place = view.place();
    known = place.term();
    boolean deciding = !answering.isEmpty();
    if (place.stage() == Stage.WAITING && joined.isPresent() && !deciding) {
      release();
    } else if (place.stage() == Stage.CONNECTING && !deciding) {
      connecting(place);
    } else if (place.stage() == Stage.ACTIVE && !deciding && !isWith(place.term() - 1)) {
      lostLine(place.term());
      return;
    }
    ring(view.offers());
  }

  private boolean isWith(long term) {
    return joined.filter(with -> with.bridge().term() == term).isPresent();
  }

  private void connecting(Place place) {
    if (!isWith(place.term())) {
      place.holder().ifPresent(holder -> fetch(holder, place.term()));
    } else if (bridged) {
      connected(place.term()); // the dispatcher could not be told before
    }
  }

  private void ring(List<OpenOffer> offers) {
    Set<String> wanted = new HashSet<>();
    for (OpenOffer offer : offers) {
      if (offer.purpose() == Purpose.CALLBACK) {
        continue;
      }
      Leg leg = Leg.of(offer.offer());
      wanted.add(leg.channel());
      if (!legs.containsKey(leg.channel())) {
        Duration left = Duration.between(parts.shared().clock().instant(), offer.due());
        call(new Ringing(leg, Optional.of(offer.offer())), offer.volunteer(), left.minus(BEFORE));
      }
    }
    for (Ringing ringing : List.copyOf(legs.values())) {
      boolean forOffer = ringing.offer().isPresent();
      if (forOffer && !wanted.contains(ringing.leg().channel()) && !isTaken(ringing.leg())) {
        legs.remove(ringing.leg().channel());
        refuse(ringing.leg());
      }
    }
  }

  private boolean isTaken(Leg leg) {
    return answering.contains(leg) || joined.filter(with -> with.leg().equals(leg)).isPresent();
  }

  /** Whoever took the contact by themselves, or over, is rung. */
  private void fetch(VolunteerId holder, long term) {
    Leg leg = Leg.toHolder(contact, term);
    if (!legs.containsKey(leg.channel())) {
      call(new Ringing(leg, Optional.empty()), holder, FETCH);
    }
  }

  private void call(Ringing ringing, VolunteerId volunteer, Duration time) {
    if (time.toSeconds() < 1) {
      return;
    }
    Leg leg = ringing.leg();
    legs.put(leg.channel(), ringing);
    ringer
        .ring(leg, volunteer, new Ringer.Why(ringing.offer(), known), time)
        .onFailure(failure -> {
          parts.unreached(failure);
          // Asked for again with the next reading: the page may be about to register.
          legs.remove(leg.channel());
        });
  }

  /** A leg was answered: whether it counts is decided before it hears anything of the caller. */
  void answered(Answered leg) {
    if (ended) {
      refuse(leg.leg());
    } else if (leg.outside()) {
      legs.putIfAbsent(leg.leg().channel(), new Ringing(leg.leg(), leg.offer()));
      doors.ask(leg);
    } else {
      accepted(leg);
    }
  }

  /** They come. */
  private void accepted(Answered leg) {
    if (ended) {
      refuse(leg.leg());
    } else if (leg.offer().isEmpty()) {
      join(leg, leg.term());
    } else if (!isTaken(leg.leg())) {
      acts++;
      answering.add(leg.leg());
      legs.putIfAbsent(leg.leg().channel(), new Ringing(leg.leg(), leg.offer()));
      decide(leg, leg.offer().get(), TRIES);
    }
  }

  private void decide(Answered answered, OfferId offer, int tries) {
    Leg leg = answered.leg();
    Future.fromCompletionStage(parts.dispatcher().telephone().answered(contact, offer))
        .onSuccess(taken -> {
          acts++;
          answering.remove(leg);
          boolean here = !ended && legs.containsKey(leg.channel());
          if (taken.isEmpty()) {
            refuse(leg);
          } else if (here) {
            join(answered, taken.get().term());
          } // else it is gone by now, and the next reading tells the dispatcher
          look.run();
        })
        .onFailure(failure -> {
          if (tries > 1 && !ended) {
            parts
                .shared()
                .vertx()
                .setTimer(AGAIN.toMillis(), due -> decide(answered, offer, tries - 1));
          } else {
            acts++;
            answering.remove(leg);
            refuse(leg);
            look.run();
          }
        });
  }

  private void join(Answered answered, long term) {
    Leg leg = answered.leg();
    acts++;
    Optional<Joined> before = joined.filter(with -> !with.leg().equals(leg));
    Bridging bridge = new Bridging(contact, term);
    joined = Optional.of(new Joined(leg, answered.endpoint(), bridge));
    began = true;
    bridged = false;
    known = Math.max(known, term);
    if (!answered.outside()) {
      watch(answered.endpoint());
    }
    // Together: who was decided for is heard so much sooner. There may be neither words nor music.
    Future.join(speaker.hush().otherwiseEmpty(), bridge.make(parts.ari()))
        .compose(ready -> bridge.join(parts.ari(), caller.channel(), leg))
        .onSuccess(heard -> {
          before.ifPresent(with -> {
            refuse(with.leg());
            parts.done(with.bridge().end(parts.ari()));
          });
          if (isWith(term)) {
            bridged = true;
            connected(term);
          }
        })
        .onFailure(failure -> {
          parts.unreached(failure);
          before.ifPresent(with -> refuse(with.leg()));
          if (isWith(term)) {
            lostLine(term);
          }
        });
  }

  /** The PBX says at once when the page of a volunteer is gone. */
  private void watch(String endpoint) {
    parts.done(
        parts
            .ari()
            .post(
                "/applications/"
                    + HotlineChannel.APP
                    + "/subscription?eventSource=endpoint:PJSIP/"
                    + endpoint,
                new JsonObject()));
  }

  private void connected(long term) {
    Future.fromCompletionStage(parts.dispatcher().telephone().connected(contact, term))
        .onSuccess(active -> {
          acts++;
          known = Math.max(known, term + 1);
          look.run();
        })
        .onFailure(failure -> {
          if (failure instanceof Refusal refusal && refusal.code().equals(Refusal.STALE)) {
            look.run();
          } else {
            parts.swallowed(); // said again with the next reading
          }
        });
  }

  /** Nobody holds the contact any more: the caller is not left in silence. */
  private void release() {
    joined.ifPresent(with -> {
      acts++;
      joined = Optional.empty();
      refuse(with.leg());
      legs.remove(with.leg().channel());
      boolean heard = bridged;
      bridged = false;
      parts.done(
          (heard ? with.bridge().part(parts.ari(), caller.channel()) : Future.succeededFuture())
              .compose(alone -> ended ? Future.succeededFuture() : speaker.say(Words.lost())));
    });
  }

  /** The line to who holds the contact in that term broke, or never was. */
  private void lostLine(long term) {
    release();
    acts++;
    Future.fromCompletionStage(parts.dispatcher().telephone().legLost(contact, term))
        .onComplete(told -> {
          acts++;
          look.run();
        });
  }

  /** A channel is gone. */
  void gone(String channel) {
    doors.gone(channel);
    Ringing ringing = legs.remove(channel);
    if (joined.filter(with -> with.leg().channel().equals(channel)).isPresent() && !ended) {
      // Its holder may have ended the talk, which the dispatcher knows: then this is stale there.
      lostLine(known);
    } else if (ringing != null && ringing.offer().isPresent() && !ended) {
      legs.put(channel, ringing); // not rung twice for one offer: that it is gone is the answer
      look.run();
    }
  }

  /** The page of a volunteer is gone: its leg would be known as lost seconds later. */
  void lost(String endpoint) {
    joined
        .filter(with -> with.endpoint().equals(endpoint))
        .ifPresent(with -> gone(with.leg().channel()));
  }

  void stillThere(Set<String> channels) {
    joined
        .map(with -> with.leg().channel())
        .filter(channel -> !channels.contains(channel))
        .ifPresent(this::gone);
  }

  void refuse(Leg leg) {
    if (!doors.close(leg)) {
      parts.done(parts.ari().delete(leg.path()));
    }
  }

  void key(String channel, char digit) {
    doors.key(channel, digit);
  }

  void played(String playback) {
    doors.played(playback);
  }

  /** Everybody but the caller is let go. */
  Future<Void> end() {
    ended = true;
    acts++;
    legs.values().forEach(ringing -> refuse(ringing.leg()));
    legs.clear();
    Optional<Joined> with = joined;
    joined = Optional.empty();
    with.ifPresent(last -> refuse(last.leg()));
    return with.map(last -> last.bridge().part(parts.ari(), caller.channel()).otherwiseEmpty())
        .orElseGet(Future::succeededFuture);
  }
}
