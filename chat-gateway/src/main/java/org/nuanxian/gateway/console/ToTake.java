package org.nuanxian.gateway.console;

import io.vertx.core.Future;
import java.util.OptionalInt;
import org.nuanxian.dispatcher.CountyQueue;
import org.nuanxian.dispatcher.Status;
import org.nuanxian.dispatcher.Work;
import org.nuanxian.gateway.socket.FrameSocket;

/** Tells somebody who takes for themselves how many wait whom they may take, when it changes. */
final class ToTake {
  private final ConsoleParts parts;
  private final FrameSocket socket;
  private final ConsoleActs.Me me;

  /** Whether the person is ready and takes for themselves. */
  private boolean pulls;

  private boolean reading;

  /** Something changed while it was read. */
  private boolean again;

  /** As it was told last; nothing since they began to take for themselves. */
  private OptionalInt told = OptionalInt.empty();

  ToTake(ConsoleParts parts, FrameSocket socket, ConsoleActs.Me me) {
    this.parts = parts;
    this.socket = socket;
    this.me = me;
  }

  /** The work of the person as it is shown from now on. */
  void show(Work work, CityBoard board) {
    pulls = work.pulls() && work.status() == Status.READY;
    if (!pulls) {
      told = OptionalInt.empty();
    }
    look(board);
  }

  /** Reads it again if anybody waits at all. */
  void look(CityBoard board) {
    if (!pulls) {
      return;
    }
    if (board.queues().stream().mapToLong(CountyQueue::waiting).sum() == 0) {
      tell(0);
    } else if (reading) {
      again = true;
    } else {
      read(board);
    }
  }

  private void read(CityBoard board) {
    reading = true;
    Future.fromCompletionStage(me.dispatcher().pulling().waiting(me.volunteer()))
        .onComplete(read -> {
          reading = false;
          if (read.failed()) {
            parts.swallowed(); // the board is read again in a moment
          } else if (pulls) {
            tell(read.result());
          }
          if (again) {
            again = false;
            look(board);
          }
        });
  }

  private void tell(int waiting) {
    if (told.isEmpty() || told.getAsInt() != waiting) {
      told = OptionalInt.of(waiting);
      socket.send(ConsoleOut.frame("toTake").put("waiting", waiting));
    }
  }
}
