package org.nuanxian.gateway.console;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.nuanxian.dispatcher.ConnectionId;
import org.nuanxian.dispatcher.Dispatcher;
import org.nuanxian.dispatcher.Refusal;
import org.nuanxian.dispatcher.Status;
import org.nuanxian.dispatcher.Work;
import org.nuanxian.gateway.socket.CloseCode;
import org.nuanxian.gateway.socket.Frame;
import org.nuanxian.gateway.socket.FrameRefusal;
import org.nuanxian.gateway.socket.FrameSocket;
import org.nuanxian.gateway.socket.Session;
import org.nuanxian.roster.OnShift;
import org.nuanxian.roster.Seat;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.id.CountyCode;
import org.nuanxian.runtime.staff.Actor;
import org.nuanxian.runtime.staff.Permission;

/**
 * One console. What it shows follows from the dispatcher's confirmed work, read again after each
 * hint and at each interval; the newest connection of a person wins, on whatever node.
 */
final class ConsoleSession implements Session {
  private final ConsoleParts parts;
  private final FrameSocket socket;
  private final Actor actor;
  private final VolunteerId volunteer;
  private final ConnectionId connection;
  private final Dispatcher dispatcher;
  private final CityBoard board;
  private final boolean supervises;
  private final BoardView view;
  private final Desk desk;
  private final Beside beside;
  private final ConsoleActs acts;
  private final ToTake toTake;
  private final Consumer<CityBoard> boardChanged = this::boardChanged;

  /** What is to be ended with the socket. */
  private final List<AutoCloseable> watches = new ArrayList<>();

  /** The dispatcher was told of the connection, and the roster knows the person. */
  private boolean seated;

  private boolean welcomed;

  /** The board as it was sent last. */
  private JsonObject shownStaff = new JsonObject();

  private boolean ended;

  /** A reading is under way, and whether something changed since it began. */
  private boolean reading;

  private boolean again;

  /** The revision of what was shown last, and the greatest that was hinted at while reading. */
  private long shown;

  private long hinted;

  ConsoleSession(ConsoleParts parts, FrameSocket socket, Actor actor, CityBoard board) {
    this.parts = parts;
    this.socket = socket;
    this.actor = actor;
    this.volunteer = new VolunteerId(actor.id().value());
    this.connection = new ConnectionId(parts.ids().next());
    this.dispatcher = parts.cities().dispatcher(actor.city());
    this.board = board;
    this.supervises = actor.maySomewhere(Permission.SUPERVISE);
    this.desk = new Desk(parts, socket, actor);
    this.view =
        new BoardView(
            actor,
            () -> parts.ladders().apply(actor.city()),
            contact -> desk.of(contact).isPresent());
    this.beside = new Beside(parts, socket, actor, dispatcher, view);
    ConsoleActs.Me me = new ConsoleActs.Me(dispatcher, volunteer, connection, actor);
    this.acts = new ConsoleActs(parts, me, desk, view, beside, this::show);
    this.toTake = new ToTake(parts, socket, me);
  }

  /** Attaches, welcomes, then lets frames in. */
  void start(Function<Runnable, AutoCloseable> watchSession) {
    socket.hold();
    seated = true;
    watches.add(watchSession.apply(() -> socket.close(CloseCode.UNAUTHORISED)));
    watches.add(dispatcher.watchVolunteer(volunteer, this::hinted));
    long timer = parts.vertx().setPeriodic(parts.reread().toMillis(), tick -> look());
    watches.add(() -> parts.vertx().cancelTimer(timer));
    Future<Work> attached =
        Future.fromCompletionStage(dispatcher.attach(volunteer, connection, supervises))
            .recover(this::withoutSeat);
    Future<Optional<OnShift>> shift =
        parts.cities().roster().onShift(volunteer, parts.clock().instant());
    Future<Optional<OnShift>> next = shift.compose(this::next);
    Future.all(attached, shift, next)
        .compose(all -> desk.start(attached.result()).map(ready -> all))
        .onSuccess(all -> welcome(attached.result(), shift.result(), next.result()))
        .onFailure(away -> {
          parts.swallowed();
          socket.close(CloseCode.RESTART);
        });
  }

  private Future<Optional<OnShift>> next(Optional<OnShift> now) {
    Instant from = now.map(OnShift::to).orElse(parts.clock().instant());
    return parts.cities().roster().nextShift(volunteer, from);
  }

  private void look() {
    desk.checkBeside();
    refresh();
  }

  /** Supervisors who are no volunteers of the roster have a console all the same. */
  private Future<Work> withoutSeat(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof Refusal refusal && refusal.code().equals(Refusal.NOT_PRESENT)) {
      seated = false;
      return Future.succeededFuture(
          new Work(
              Status.OFFLINE,
              Seat.AT_DESK,
              Set.of(),
              0,
              false,
              Instant.EPOCH,
              Optional.empty(),
              Optional.of(connection),
              List.of(),
              List.of(),
              Optional.empty(),
              0));
    }
    return Future.failedFuture(failure);
  }

  private void welcome(Work work, Optional<OnShift> shift, Optional<OnShift> next) {
    if (ended) {
      return;
    }
    socket.send(
        ConsoleOut.frame("welcome")
            .put("volunteerId", volunteer.value().toString())
            .put("alias", actor.alias())
            .put("shift", shift.map(ConsoleOut::shift).orElse(null))
            .put("next", next.map(ConsoleOut::shift).orElse(null))
            .put("asideAfterSeconds", parts.asideAfter().toSeconds())
            .put("presence", ConsoleOut.presence(work, parts.clock().instant()))
            .put("contacts", desk.contacts())
            .put("offers", desk.offers(work))
            .put("escalations", view.start(board, parts.clock().instant())));
    welcomed = true;
    desk.begin();
    board.listen(boardChanged);
    if (supervises) {
      board.supervised(true);
    }
    socket.release();
    refresh();
  }

  private void boardChanged(CityBoard changed) {
    view.changes(changed, parts.clock().instant()).forEach(socket::send);
    toTake.look(changed);
    beside.look();
    if (supervises) {
      JsonObject staff = changed.staff().frame(this::supervisedHere);
      if (!staff.equals(shownStaff)) {
        shownStaff = staff;
        socket.send(staff);
      }
    }
  }

  private boolean supervisedHere(CountyCode county) {
    return actor.may(Permission.SUPERVISE, actor.city(), county);
  }

  private void hinted(long revision) {
    if (reading) {
      hinted = Math.max(hinted, revision);
    } else if (revision > shown) {
      refresh();
    }
  }

  private void refresh() {
    if (ended || !welcomed || !seated) {
      return;
    }
    if (reading) {
      again = true;
      return;
    }
    reading = true;
    hinted = 0;
    int acceptances = desk.acceptances();
    Future.fromCompletionStage(dispatcher.work(volunteer))
        .onComplete(read -> {
          reading = false;
          if (read.succeeded()) {
            show(read.result(), acceptances);
          } else {
            parts.swallowed();
          }
          if (again || (read.succeeded() && hinted > shown)) {
            again = false;
            refresh();
          }
        });
  }

  private void show(Work work, int acceptances) {
    if (ended) {
      return;
    }
    if (work.connection().isEmpty()) {
      // The present was lost or the lease ran out: we are here all the same.
      Future.fromCompletionStage(dispatcher.attach(volunteer, connection, supervises))
          .onFailure(away -> parts.swallowed());
    } else if (!work.connection().get().equals(connection)) {
      displaced();
      return;
    }
    shown = Math.max(shown, work.revision());
    desk.show(work, acceptances);
    toTake.show(work, board);
  }

  private void displaced() {
    socket.send(ConsoleOut.frame("displaced"));
    socket.close(CloseCode.DISPLACED);
  }

  @Override
  public void frame(Frame frame) {
    ConsoleIn in = ConsoleIn.parse(frame);
    switch (in) {
      case ConsoleIn.Message m -> say(m);
      case ConsoleIn.Typing t -> desk.of(t.contact()).ifPresent(HeldConversation::type);
      case ConsoleIn.Read r -> desk.of(r.contact()).ifPresent(held -> held.readTo(r.seq()));
      case ConsoleIn.Act a -> once(frame, in);
      case ConsoleIn.Accept a -> once(frame, in);
      case ConsoleIn.Acknowledge a -> once(frame, in);
      case ConsoleIn.Card c -> once(frame, in);
      case ConsoleIn.Close c -> once(frame, in);
      case ConsoleIn.Decline d -> once(frame, in);
      case ConsoleIn.Escalate e -> once(frame, in);
      case ConsoleIn.Fetch f -> once(frame, in);
      case ConsoleIn.SetPresence p -> once(frame, in);
      case ConsoleIn.WrapUp w -> once(frame, in);
      case ConsoleIn.SetAside s -> once(frame, in);
      case ConsoleIn.CallNumber c -> once(frame, in);
      case ConsoleIn.Dial d -> once(frame, in);
      case ConsoleIn.Called c -> once(frame, in);
      case ConsoleIn.StepBack s -> once(frame, in);
      case ConsoleIn.EndNuisance e -> once(frame, in);
      case ConsoleIn.Transfer t -> once(frame, in);
      case ConsoleIn.WithdrawTransfer w -> once(frame, in);
      case ConsoleIn.Colleagues c -> once(frame, in);
      case ConsoleIn.Assign a -> once(frame, in);
      case ConsoleIn.TakeOver t -> once(frame, in);
      case ConsoleIn.TakeNext t -> once(frame, in);
      case ConsoleIn.CallIn c -> once(frame, in);
      case ConsoleIn.Widen w -> once(frame, in);
      case ConsoleIn.Draft s -> once(frame, in);
      case ConsoleIn.Recall r -> once(frame, in);
      case ConsoleIn.SitIn s -> once(frame, in);
      case ConsoleIn.SitOut s -> once(frame, in);
      case ConsoleIn.Whisper w -> once(frame, in);
    }
  }

  private void once(Frame frame, ConsoleIn in) {
    socket
        .answers()
        .once(
            frame,
            () ->
                acts.perform(in)
                    .onComplete(done -> {
                      // The answer to a presence is the work itself, shown already.
                      if (done.failed() || !(in instanceof ConsoleIn.SetPresence)) {
                        refresh();
                      }
                      if (supervises && BoardActs.changes(in)) {
                        board.readStaff();
                      }
                    }));
  }

  private void say(ConsoleIn.Message message) {
    HeldConversation held =
        desk.of(message.contact())
            .orElseThrow(() -> new FrameRefusal("not-holder", "This contact is not yours."));
    socket.begun();
    held.say(message.id(), message.words()).onComplete(settled -> socket.finished());
  }

  @Override
  public void drained() {
    desk.drained();
    beside.drained();
  }

  @Override
  public void ended() {
    ended = true;
    desk.close();
    beside.close();
    if (welcomed) {
      board.leave(boardChanged);
      if (supervises) {
        board.supervised(false);
      }
    }
    for (AutoCloseable watch : watches) {
      try {
        watch.close();
      } catch (Exception failure) {
        parts.swallowed();
      }
    }
    if (seated) {
      Future.fromCompletionStage(dispatcher.detach(volunteer, connection))
          .onFailure(away -> parts.swallowed());
    }
  }
}
