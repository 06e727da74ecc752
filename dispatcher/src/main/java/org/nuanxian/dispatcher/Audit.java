package org.nuanxian.dispatcher;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.nuanxian.dispatcher.call.ConfirmContact;
import org.nuanxian.dispatcher.call.LeaveContact;
import org.nuanxian.dispatcher.call.ListContacts;
import org.nuanxian.dispatcher.call.OpenContact;
import org.nuanxian.dispatcher.call.RestoreContact;
import org.nuanxian.dispatcher.call.TellContact;

/**
 * Compares what Redis and PostgreSQL hold of the open contacts, and repairs what a crash left
 * between them. Redis is read first: whatever PostgreSQL then lacks was proposed and not confirmed.
 */
final class Audit {
  private final City city;
  private final Record record;
  private final MeterRegistry metrics;

  Audit(City city, Record record, MeterRegistry metrics) {
    this.city = city;
    this.record = record;
    this.metrics = metrics;
  }

  /** One comparison; completes with the number of repairs. */
  CompletionStage<Integer> compare() {
    return read(ListContacts.START, new HashMap<>())
        .thenCompose(present ->
            record
                .open()
                .thenCompose(open -> {
                  Map<ContactId, Stored> rows = new HashMap<>();
                  open.forEach(row -> rows.put(row.id(), row));
                  List<ContactId> strangers =
                      present.keySet().stream().filter(id -> !rows.containsKey(id)).toList();
                  return record
                      .find(strangers)
                      .thenCompose(found -> {
                        found.forEach(row -> rows.put(row.id(), row));
                        return repairAll(present, rows);
                      });
                }));
  }

  private CompletionStage<Map<ContactId, City.Answer<ContactState>>> read(
      String cursor, Map<ContactId, City.Answer<ContactState>> found) {
    return city.answer(new ListContacts(cursor))
        .thenCompose(answer -> {
          ListContacts.Page page = answer.value();
          page.contacts()
              .forEach(state -> found.put(state.id(), new City.Answer<>(answer.era(), state)));
          return page.next().equals(ListContacts.START)
              ? CompletableFuture.completedFuture(found)
              : read(page.next(), found);
        });
  }

  private CompletionStage<Integer> repairAll(
      Map<ContactId, City.Answer<ContactState>> present, Map<ContactId, Stored> rows) {
    List<CompletableFuture<?>> repairs = new ArrayList<>();
    rows.forEach((id, row) ->
        repair(row, Optional.ofNullable(present.get(id)))
            .ifPresent(repair -> repairs.add(repair.toCompletableFuture())));
    return CompletableFuture.allOf(repairs.toArray(CompletableFuture[]::new))
        .thenApply(done -> {
          if (!repairs.isEmpty()) {
            city.match();
          }
          return repairs.size();
        });
  }

  private Optional<CompletionStage<?>> repair(
      Stored row, Optional<City.Answer<ContactState>> present) {
    if (present.isEmpty()) {
      return counted("missing", city.run(new RestoreContact(row)));
    }
    ContactState state = present.get().value();
    // What is over and was queued once more may have been counted on.
    if (state.term() > row.term() && row.stage() != Stage.CLOSED) {
      return counted("unconfirmed", city.confirm(present.get().era(), state, Optional.empty()));
    }
    if (state.term() < row.term()
        || state.stage() != row.stage()
        || !state.holder().equals(row.holder())) {
      return counted("behind", city.run(new RestoreContact(row)));
    }
    if (!state.recorded()) {
      return counted("recorded", city.run(new OpenContact(row, true)));
    }
    if (state.unconfirmed()) {
      return counted("unseen", city.run(new ConfirmContact(state)));
    }
    if (state.danger() && !row.danger() && state.levelRev() >= row.levelRev()) {
      return counted("danger", writeDown(row.id()));
    }
    if (state.levelRev() < row.levelRev()) {
      return counted("told", city.move(new TellContact(row)));
    }
    if (row.leftQuickly() && !state.left()) {
      return counted("left", city.move(new LeaveContact(row.id())));
    }
    return Optional.empty();
  }

  /** Somebody on the line said it while PostgreSQL was away. */
  private CompletionStage<?> writeDown(ContactId contact) {
    return record
        .setDanger(contact, true)
        .thenCompose(row -> city.move(new TellContact(row.orElseThrow())));
  }

  private Optional<CompletionStage<?>> counted(String what, CompletionStage<?> repair) {
    metrics.counter("dispatcher.repairs", "what", what).increment();
    return Optional.of(repair);
  }
}
