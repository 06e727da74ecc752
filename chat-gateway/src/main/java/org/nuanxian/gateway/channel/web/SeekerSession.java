package org.nuanxian.gateway.channel.web;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.nuanxian.dispatcher.ConnectionId;
import org.nuanxian.dispatcher.Dispatcher;
import org.nuanxian.dispatcher.Level;
import org.nuanxian.gateway.conversation.ClientId;
import org.nuanxian.gateway.conversation.Conversation;
import org.nuanxian.gateway.conversation.ConversationRefusal;
import org.nuanxian.gateway.conversation.Cursor;
import org.nuanxian.gateway.conversation.Draft;
import org.nuanxian.gateway.conversation.Entry;
import org.nuanxian.gateway.conversation.Hidden;
import org.nuanxian.gateway.conversation.Intake;
import org.nuanxian.gateway.conversation.Kind;
import org.nuanxian.gateway.conversation.Reader;
import org.nuanxian.gateway.conversation.Sender;
import org.nuanxian.gateway.conversation.Side;
import org.nuanxian.gateway.conversation.Words;
import org.nuanxian.gateway.socket.CloseCode;
import org.nuanxian.gateway.socket.Frame;
import org.nuanxian.gateway.socket.FrameSocket;
import org.nuanxian.gateway.socket.Session;

/** One tab of a help seeker. */
final class SeekerSession implements Session, Reader {
  /** The other end is told of typing at most so often. */
  private static final Duration TYPING_EACH = Duration.ofSeconds(1);

  private final SeekerParts parts;
  private final FrameSocket socket;
  private final Intake intake;
  private final ConnectionId connection;
  private final SeekerSockets tabs;
  private final SeekerState state;

  /** Empty until the conversation was joined; frames are not read before. */
  private Optional<Cursor> cursor = Optional.empty();

  private boolean ended;
  private Instant typedAt = Instant.EPOCH;
  private long readUpTo;

  /** The gravest level for which this tab's words were reported. */
  private Level found = Level.NONE;

  SeekerSession(
      SeekerParts parts,
      FrameSocket socket,
      Intake intake,
      ConnectionId connection,
      SeekerSockets tabs) {
    this.parts = parts;
    this.socket = socket;
    this.intake = intake;
    this.connection = connection;
    this.tabs = tabs;
    this.state = new SeekerState(parts, intake, this::show, this::thoughtAway);
  }

  Intake intake() {
    return intake;
  }

  ConnectionId connection() {
    return connection;
  }

  /** Shows the state, then entries after {@code after}, then lets frames in. */
  void start(long after) {
    socket.hold();
    tabs.attach(this);
    state
        .start()
        .compose(shown -> parts.conversations().access(intake.contact()))
        .compose(conversation -> conversation.join(this, Sender.seeker(intake.contact()), after))
        .onSuccess(this::joined)
        .onFailure(away -> {
          parts.swallowed();
          socket.close(CloseCode.RESTART);
        });
  }

  private void joined(Cursor joined) {
    if (ended) {
      joined.close();
      return;
    }
    cursor = Optional.of(joined);
    joined.goLive();
    if (intake.readByVolunteer() > 0) {
      socket.send(SeekerOut.read(intake.readByVolunteer()));
    }
    socket.release();
  }

  private void show(StateView view) {
    socket.send(SeekerOut.state(view));
  }

  /** Another node's tab closed last, or the present was lost: we are here all the same. */
  private void thoughtAway() {
    if (!ended) {
      tabs.attach(this);
    }
  }

  @Override
  public void frame(Frame frame) {
    switch (SeekerIn.parse(frame)) {
      case SeekerIn.Message m -> say(m);
      case SeekerIn.Danger d -> socket.answers().once(frame, () -> danger(true));
      case SeekerIn.NotDanger n -> socket.answers().once(frame, () -> danger(false));
      case SeekerIn.Leave l -> socket.answers().once(frame, this::leave);
      case SeekerIn.Fetch f -> socket.answers().once(frame, () -> fetch(f));
      case SeekerIn.Typing t -> type();
      case SeekerIn.Read r -> read(r.seq());
    }
  }

  private void say(SeekerIn.Message message) {
    Cursor here = cursor.orElseThrow();
    Draft draft =
        new Draft(
            intake.contact(),
            message.id(),
            Sender.seeker(intake.contact()),
            0,
            Kind.TEXT,
            message.words());
    watch(message.words());
    socket.begun();
    here.conversation()
        .append(draft, here)
        .onComplete(settled -> {
          socket.finished();
          wakeIfAside();
        });
  }

  /** On its way before the words are, so that nothing waits for help that is not asked for yet. */
  private void watch(Words words) {
    parts
        .watch()
        .find(intake.city(), words.value())
        .filter(level -> level.compareTo(found) < 0)
        .ifPresent(level -> {
          found = level;
          parts.watch().raise(intake.city(), intake.contact(), level);
        });
  }

  private void wakeIfAside() {
    if (state.aside()) {
      Future.fromCompletionStage(
              parts.cities().dispatcher(intake.city()).release().wake(intake.contact()))
          .onFailure(away -> parts.swallowed()); // the next word says it again
    }
  }

  private Future<JsonObject> danger(boolean pressed) {
    Dispatcher dispatcher = parts.cities().dispatcher(intake.city());
    return Future.fromCompletionStage(
            pressed ? dispatcher.danger(intake.contact()) : dispatcher.notDanger(intake.contact()))
        .compose(told -> parts.intakes().danger(intake.contact(), pressed, parts.clock().instant()))
        .map(written -> {
          state.danger(pressed);
          return new JsonObject();
        });
  }

  private Future<JsonObject> leave() {
    return Future.fromCompletionStage(
            parts.cities().dispatcher(intake.city()).leave(intake.contact()))
        .compose(left -> parts.intakes().revoke(intake.contact(), intake.token().generation()))
        .map(next -> {
          // The answer goes out first, then every tab is closed.
          next.ifPresent(generation ->
              parts.vertx().runOnContext(v -> conversation().tokenReplaced(generation)));
          return new JsonObject();
        });
  }

  private Future<JsonObject> fetch(SeekerIn.Fetch fetch) {
    return cursor
        .orElseThrow()
        .fetch(fetch.after(), fetch.limit())
        .map(fetched -> new JsonObject().put("head", fetched.head()).put("last", fetched.last()));
  }

  private void type() {
    Instant now = parts.clock().instant();
    if (!now.isBefore(typedAt.plus(TYPING_EACH))) {
      typedAt = now;
      conversation().typing(Side.SEEKER);
    }
  }

  private void read(long seq) {
    long known = Math.min(seq, conversation().head());
    if (known > readUpTo) {
      readUpTo = known;
      conversation().read(Side.SEEKER, known);
      parts.intakes().read(intake.contact(), Side.SEEKER, known).onFailure(e -> parts.swallowed());
    }
  }

  private Conversation conversation() {
    return cursor.orElseThrow().conversation();
  }

  @Override
  public void drained() {
    cursor.ifPresent(Cursor::drained);
  }

  @Override
  public void ended() {
    ended = true;
    state.close();
    cursor.ifPresent(Cursor::close);
    tabs.gone(this);
  }

  @Override
  public boolean ready() {
    return socket.ready();
  }

  @Override
  public void message(Entry entry) {
    socket.send(SeekerOut.message(entry));
  }

  @Override
  public void ack(ClientId id, long seq, Instant at) {
    socket.send(SeekerOut.ack(id, seq, at));
  }

  @Override
  public void refused(ClientId id, ConversationRefusal refusal) {
    socket.error(Optional.of(id.value()), refusal.code(), refusal.getMessage());
  }

  @Override
  public void resync(long head) {
    socket.send(SeekerOut.resync(head));
  }

  @Override
  public void typing(Side side) {
    if (side == Side.VOLUNTEER) {
      socket.send(SeekerOut.typing());
    }
  }

  @Override
  public void read(Side side, long seq) {
    if (side == Side.VOLUNTEER) {
      socket.send(SeekerOut.read(seq));
    }
  }

  @Override
  public void tokenReplaced(int generation) {
    if (generation > intake.token().generation()) {
      socket.close(CloseCode.UNAUTHORISED);
    }
  }

  @Override
  public void hidden(Hidden hidden) {
    // Concerns volunteers only.
  }

  @Override
  public void beside(boolean here) {
    // The text of the consent says that it may be so; a mark would frighten.
  }

  @Override
  public void failed(Throwable cause) {
    parts.swallowed(); // read again at the next hint or interval
  }
}
