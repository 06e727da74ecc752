package org.nuanxian.dispatcher.simulation;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.dispatcher.ContactState;
import org.nuanxian.dispatcher.Era;
import org.nuanxian.dispatcher.Event;
import org.nuanxian.dispatcher.Opening;
import org.nuanxian.dispatcher.Stored;
import org.nuanxian.roster.VolunteerId;

/** Records with one rule missing. */
final class BrokenRecords {
  private BrokenRecords() {}

  static MemoryRecord takesAnybodysWords() {
    return new MemoryRecord() {
      @Override
      boolean speaks(ContactId contact, VolunteerId volunteer, long term) {
        return row(contact).isPresent();
      }
    };
  }

  static MemoryRecord answersBeforeItIsWritten() {
    return new MemoryRecord() {
      private int inserted;

      @Override
      public CompletionStage<Stored> insert(Opening opening) {
        inserted++;
        return inserted % 2 == 0 ? super.insert(opening) : new MemoryRecord().insert(opening);
      }
    };
  }

  static MemoryRecord takesAnyEra() {
    return new MemoryRecord() {
      @Override
      boolean eraTaken(Era proposed) {
        return true;
      }
    };
  }

  static MemoryRecord takesAnyTerm() {
    return new MemoryRecord() {
      @Override
      boolean termTaken(Stored row, ContactState state) {
        return true;
      }
    };
  }

  static MemoryRecord replacesAnyEra() {
    return new MemoryRecord() {
      @Override
      boolean mayReplace(Era ended) {
        return true;
      }
    };
  }

  static MemoryRecord keepsTheNumberOfTheLevel() {
    return new MemoryRecord() {
      @Override
      long nextLevelRev(Stored row) {
        return row.levelRev();
      }
    };
  }

  static MemoryRecord readsBeforeTheEraEnds() {
    return new MemoryRecord() {
      @Override
      boolean readsBeforeEra() {
        return true;
      }
    };
  }

  static MemoryRecord leavesNoFollowUp() {
    return new MemoryRecord() {
      @Override
      boolean leavesFollowUp(Stored then, Stored now) {
        return false;
      }
    };
  }

  static MemoryRecord forgetsHangUps() {
    return new MemoryRecord() {
      @Override
      boolean hungUp(Stored row, ContactState state) {
        return false;
      }
    };
  }

  static MemoryRecord losesHistory() {
    return new MemoryRecord() {
      @Override
      public CompletionStage<Boolean> append(Cursor before, List<Event> events) {
        List<Event> kept = events.size() > 2 ? events.subList(2, events.size()) : events;
        return super.append(before, kept);
      }
    };
  }

  static MemoryRecord forgetsDanger() {
    return new MemoryRecord() {
      @Override
      public CompletionStage<Optional<Stored>> setDanger(ContactId id, boolean danger) {
        return CompletableFuture.completedFuture(row(id));
      }
    };
  }
}
