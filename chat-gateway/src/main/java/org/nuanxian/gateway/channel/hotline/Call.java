package org.nuanxian.gateway.channel.hotline;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.nuanxian.dispatcher.CallView;
import org.nuanxian.dispatcher.ConnectionId;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.dispatcher.Dispatcher;
import org.nuanxian.dispatcher.Place;
import org.nuanxian.dispatcher.Stage;

/**
 * One caller. What happens on the PBX is made to follow from what the contact is: read after each
 * hint, each event and at each interval, so that an event that comes twice, late or never changes
 * nothing in the end. Used on the node's loop only.
 */
final class Call {
  /** How often a caller hears how it stands. */
  private static final Duration WORDS_EACH = Duration.ofSeconds(45);

  /** What must be said to the dispatcher is said again after this. */
  private static final Duration AGAIN = Duration.ofSeconds(1);

  private static final char DANGER = '1';
  private static final char CALL_ME = '2';
  private static final char OTHERS_ANSWER = '3';
  private static final char ONLY_I_ANSWER = '4';

  private final CallParts parts;
  private final Caller caller;
  private final ContactId contact;
  private final ConnectionId connection;
  private final Consumer<Call> ended;
  private final Speaker speaker;
  private final Talk talk;
  private final WaitWords waiting = new WaitWords();
  private final List<AutoCloseable> watches = new ArrayList<>();

  /** The contact is written down, or stands in the queue. */
  private boolean opened;

  private boolean reading;
  private boolean again;

  /** The caller hung up. */
  private boolean gone;

  /** The contact is over, and the caller is let go with a word. */
  private boolean over;

  /** Nothing more is done: another node does, or nobody has to. */
  private boolean closed;

  /** They were asked who answers their telephone. */
  private boolean asked;

  /** As it was read last. */
  private Optional<Place> place = Optional.empty();

  Call(CallParts parts, Caller caller, Consumer<Call> ended) {
    this.parts = parts;
    this.caller = caller;
    this.contact = caller.contact();
    this.connection = new ConnectionId(parts.shared().ids().next());
    this.ended = ended;
    String language = "zh_" + parts.city().value();
    this.speaker = new Speaker(parts.ari(), caller.channel(), language);
    this.talk = new Talk(parts, caller, speaker, language, this::look);
  }

  Caller caller() {
    return caller;
  }

  /** Answers a new call at once, and takes it in. */
  void begin() {
    parts
        .ari()
        .post(caller.path() + "/answer", new JsonObject())
        .compose(answered -> speaker.say(Words.greeting(), this::sayPlace))
        .onFailure(away -> parts.swallowed());
    open();
  }

  /**
   * Goes on with a call that another node, or none, has had until now.
   *
   * @param bridged the bridge in which the caller is, and the leg beside, if there are both
   * @param answered legs that wait to be joined, each with its offer
   */
  void adopt(Optional<Talk.Joined> bridged, List<Talk.Answered> answered) {
    bridged.ifPresentOrElse(talk::adopt, () -> speaker.say(Words.lost(), this::sayPlace));
    open();
    answered.forEach(leg -> talk.answered(leg));
  }

  private void open() {
    parts
        .desk()
        .open(caller)
        .onSuccess(written -> {
          if (!closed && !opened) {
            opened();
          }
          if (!written) {
            parts.swallowed();
            later(this::open);
          }
        })
        .onFailure(away -> {
          parts.swallowed();
          later(this::open);
        });
  }

  private void opened() {
    opened = true;
    if (gone) {
      report();
      return;
    }
    attach();
    watches.add(dispatcher().watchContact(contact, this::look));
    long reread =
        parts.shared().vertx().setPeriodic(parts.shared().reread().toMillis(), tick -> look());
    watches.add(() -> parts.shared().vertx().cancelTimer(reread));
    long words = parts.shared().vertx().setPeriodic(WORDS_EACH.toMillis(), tick -> sayAgain());
    watches.add(() -> parts.shared().vertx().cancelTimer(words));
    look();
  }

  private void attach() {
    parts.told(dispatcher().attachSeeker(contact, connection));
  }

  private Dispatcher dispatcher() {
    return parts.dispatcher();
  }

  /** Reads how the contact stands, and acts on it. */
  void look() {
    if (!opened || gone || closed) {
      return;
    }
    if (reading) {
      again = true;
      return;
    }
    reading = true;
    int acts = talk.acts();
    Future.fromCompletionStage(dispatcher().telephone().view(contact))
        .onSuccess(view -> {
          // Whatever was done meanwhile, this was read before it.
          if (acts == talk.acts()) {
            settle(view);
          } else {
            again = true;
          }
        })
        .onFailure(away -> parts.swallowed())
        .onComplete(read -> {
          reading = false;
          if (again) {
            again = false;
            look();
          }
        });
  }

  private void settle(CallView view) {
    if (gone || closed || over || !talk.isNews(view.place().term())) {
      return;
    }
    place = Optional.of(view.place());
    Stage stage = view.place().stage();
    if (stage == Stage.CLOSED && !talk.began()) {
      giveToTable(); // over on record, though somebody is there: not hung up by us
      return;
    }
    if (stage == Stage.WRAP_UP || stage == Stage.CLOSED) {
      sayGoodbye();
      return;
    }
    if (view.place().away()) {
      attach(); // the present was lost, or another node's end was heard late
    }
    talk.settle(view);
  }

  private void giveToTable() {
    over = true;
    parts.done(
        parts
            .ari()
            .post(
                caller.path() + "/continue?context=standby&extension=s&priority=1",
                new JsonObject()));
  }

  private void sayGoodbye() {
    over = true;
    talk.end()
        .compose(alone -> speaker.say(List.of("goodbye"), this::hangUp))
        .onFailure(away -> parts.swallowed());
  }

  private void hangUp() {
    parts.ari().delete(caller.path()).onFailure(away -> later(this::hangUp));
  }

  /** How it stands, after the greeting. */
  private void sayPlace() {
    if (waits()) {
      speaker.say(waiting.first(place));
    }
  }

  private void sayAgain() {
    if (!waits() || speaker.speaks() || asked) {
      asked = false;
    } else {
      speaker.say(waiting.again(place, parts.desk()::otherLine));
    }
  }

  private boolean waits() {
    return !gone && !closed && !over && !talk.goesOn();
  }

  /** Somebody pressed a key: the caller, or who is called on a telephone outside. */
  void key(String channel, char digit) {
    if (channel.equals(caller.channel())) {
      key(digit);
    } else {
      talk.key(channel, digit);
    }
  }

  private void key(char digit) {
    if (gone || closed || over) {
      return;
    }
    switch (digit) {
      case DANGER -> danger();
      case CALL_ME -> askForCall();
      case OTHERS_ANSWER, ONLY_I_ANSWER -> keepPlace(digit == ONLY_I_ANSWER);
      default -> look(); // no key is needed to be served
    }
  }

  /** At any moment, and said again until it is written down. */
  private void danger() {
    if (waits()) {
      asked = false;
      speaker.say(Words.red());
    }
    parts.desk().danger(contact).onSuccess(red -> look()).onFailure(away -> later(this::danger));
  }

  private void askForCall() {
    if (waits()) {
      asked = caller.id().fit();
      speaker.say(List.of(asked ? "callback-ask" : "callback-unfit"));
    }
  }

  private void keepPlace(boolean safe) {
    if (!asked || !waits()) {
      return;
    }
    asked = false;
    parts
        .desk()
        .wishCall(caller, safe)
        .onSuccess(kept -> {
          if (waits()) {
            speaker.say(List.of("callback-kept"));
          }
        })
        .onFailure(away -> {
          parts.swallowed();
          if (waits()) {
            speaker.say(List.of("callback-unfit"));
          }
        });
  }

  /** The leg of a volunteer was answered. */
  void answered(Talk.Answered leg) {
    if (gone || closed || over) {
      talk.refuse(leg.leg());
    } else {
      talk.answered(leg);
    }
  }

  /** A channel is gone: the caller's, or that of a volunteer. */
  void gone(String channel) {
    if (!channel.equals(caller.channel())) {
      talk.gone(channel);
    } else if (!gone) {
      gone = true;
      parts.told(talk.end().toCompletionStage());
      if (opened) {
        report();
      }
    }
  }

  /** What is on the PBX now: who is not there any more has gone while nobody listened. */
  void stillThere(Set<String> channels) {
    if (!channels.contains(caller.channel())) {
      gone(caller.channel());
    } else {
      talk.stillThere(channels);
      look();
    }
  }

  /** Whether a channel belongs to this call. */
  boolean has(String channel) {
    return channel.equals(caller.channel()) || talk.has(channel);
  }

  void played(String playback) {
    speaker.finished(playback);
    talk.played(playback);
  }

  /** The browser of a volunteer is gone though its leg is not: it is known sooner by this. */
  void lost(String endpoint) {
    talk.lost(endpoint);
  }

  /** The dispatcher hears that the caller is gone, however long it takes. */
  private void report() {
    if (closed) {
      return;
    }
    parts
        .desk()
        .hungUp(contact)
        .onSuccess(told -> {
          close();
          ended.accept(this);
        })
        .onFailure(away -> later(this::report));
  }

  private void later(Runnable what) {
    if (!closed) {
      parts.swallowed();
      parts
          .shared()
          .vertx()
          .setTimer(
              AGAIN.toMillis(),
              due -> {
                if (!closed) {
                  what.run();
                }
              });
    }
  }

  /** Does nothing more for it; what it is on the PBX goes on. */
  void close() {
    if (closed) {
      return;
    }
    closed = true;
    parts.told(dispatcher().detachSeeker(contact, connection));
    for (AutoCloseable watch : watches) {
      try {
        watch.close();
      } catch (Exception failure) {
        parts.swallowed();
      }
    }
  }
}
