package org.nuanxian.dispatcher.simulation;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.dispatcher.ContactState;
import org.nuanxian.dispatcher.Era;
import org.nuanxian.dispatcher.Event;
import org.nuanxian.dispatcher.Level;
import org.nuanxian.dispatcher.Opening;
import org.nuanxian.dispatcher.Record;
import org.nuanxian.dispatcher.Stored;
import org.nuanxian.dispatcher.Wishes;
import org.nuanxian.dispatcher.policy.Hours;
import org.nuanxian.roster.VolunteerId;

/** The record in memory, each call when the seed says so. */
final class QueuedRecord implements Record {
  private final World world;
  private final SimNode node;
  private final MemoryRecord memory;

  /** What a twin read before the era was replaced, for the reading that follows. */
  private Optional<List<Stored>> early = Optional.empty();

  QueuedRecord(World world, SimNode node, MemoryRecord memory) {
    this.world = world;
    this.node = node;
    this.memory = memory;
  }

  private <T> CompletionStage<T> call(String what, Supplier<CompletionStage<T>> work) {
    return world.call(node, Store.POSTGRES, what, () -> QueuedNow.await(work.get()));
  }

  /** A volunteer's words, as the conversation writes them; taken is given the row they go to. */
  CompletionStage<Boolean> speak(
      ContactId contact, VolunteerId volunteer, long term, Consumer<Stored> taken) {
    return world
        .call(
            node,
            Store.POSTGRES,
            "speak " + contact + " " + term,
            () -> {
              boolean speaks = memory.speaks(contact, volunteer, term);
              if (speaks) {
                taken.accept(memory.row(contact).orElseThrow());
              }
              return speaks;
            })
        .exceptionally(unreachable -> false);
  }

  @Override
  public CompletionStage<Stored> insert(Opening opening) {
    return call("insert " + opening.id(), () -> memory.insert(opening));
  }

  @Override
  public CompletionStage<Optional<Stored>> setLevel(ContactId contact, Level level) {
    return call("setLevel " + contact, () -> memory.setLevel(contact, level));
  }

  @Override
  public CompletionStage<Optional<Stored>> setDanger(ContactId contact, boolean danger) {
    return call("setDanger " + contact + danger, () -> memory.setDanger(contact, danger));
  }

  @Override
  public CompletionStage<Optional<Stored>> tell(ContactId contact, Wishes wishes) {
    return call("tell " + contact, () -> memory.tell(contact, wishes));
  }

  @Override
  public CompletionStage<Optional<Stored>> setCallback(
      ContactId contact, Optional<Hours> hours, int triesMax) {
    return call("setCallback " + contact, () -> memory.setCallback(contact, hours, triesMax));
  }

  @Override
  public CompletionStage<Boolean> called(ContactId contact, VolunteerId volunteer, long term) {
    return call("called " + contact, () -> memory.called(contact, volunteer, term));
  }

  @Override
  public CompletionStage<Optional<Stored>> markLeft(ContactId contact) {
    return call("markLeft " + contact, () -> memory.markLeft(contact));
  }

  @Override
  public CompletionStage<Verdict> confirm(Era era, ContactState state) {
    return call(
        "confirm " + state.id() + " " + state.term() + " " + state.stage() + " in " + era,
        () -> memory.confirm(era, state));
  }

  @Override
  public CompletionStage<Era> era() {
    return call("record's era", memory::era);
  }

  @Override
  public CompletionStage<Boolean> replaceEra(Era ended, Era fresh) {
    return memory.readsBeforeEra()
        ? open()
            .thenCompose(rows -> {
              early = Optional.of(rows);
              return replaced(ended, fresh);
            })
        : replaced(ended, fresh);
  }

  private CompletionStage<Boolean> replaced(Era ended, Era fresh) {
    return call("replaceEra " + ended + " by " + fresh, () -> memory.replaceEra(ended, fresh));
  }

  @Override
  public CompletionStage<List<Stored>> open() {
    Optional<List<Stored>> rows = early;
    early = Optional.empty();
    return rows.<CompletionStage<List<Stored>>>map(CompletableFuture::completedFuture)
        .orElseGet(() -> call("open", memory::open));
  }

  @Override
  public CompletionStage<List<Stored>> find(Collection<ContactId> contacts) {
    return call("find " + contacts, () -> memory.find(contacts));
  }

  @Override
  public CompletionStage<List<Stored>> heldBy(VolunteerId volunteer) {
    return call("heldBy", () -> memory.heldBy(volunteer));
  }

  @Override
  public CompletionStage<Cursor> cursor() {
    return call("cursor", memory::cursor);
  }

  @Override
  public CompletionStage<Boolean> append(Cursor before, List<Event> events) {
    return call("append " + before + " " + events.size(), () -> memory.append(before, events));
  }
}
