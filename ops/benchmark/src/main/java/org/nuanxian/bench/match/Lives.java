package org.nuanxian.bench.match;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.nuanxian.dispatcher.Held;
import org.nuanxian.dispatcher.Notices;
import org.nuanxian.dispatcher.OfferId;
import org.nuanxian.dispatcher.Outcome;
import org.nuanxian.dispatcher.Ringing;
import org.nuanxian.dispatcher.Work;

/**
 * Whole lives of contacts, through the dispatcher as a console uses it: opened, matched, offered,
 * read, accepted, closed, written down. Belongs to the loop.
 */
final class Lives {
  private final City city;
  private final int total;
  private final Promise<Void> done = Promise.promise();

  /** Offers taken already: a hint may come twice. */
  private final Set<OfferId> taken = new HashSet<>();

  private int opened;
  private int ended;

  private Lives(City city, int total) {
    this.city = city;
    this.total = total;
  }

  /** So many lives, one at a time for each volunteer of the city. */
  static Future<Void> run(City city, int total) {
    Lives lives = new Lives(city, total);
    List<Notices.Watch> watches = new ArrayList<>();
    for (City.Person person : city.people()) {
      Desk desk = lives.new Desk(person);
      watches.add(city.dispatcher().watchVolunteer(person.id(), desk::hinted));
      lives.openNext();
    }
    return lives.done.future().onComplete(end -> watches.forEach(Notices.Watch::close));
  }

  private void openNext() {
    if (opened < total) {
      opened++;
      city.open().onFailure(done::tryFail);
    }
  }

  /** Reads like a console: what was hinted at and not read yet, one reading at a time. */
  private final class Desk {
    private final City.Person person;
    private boolean reading;
    private long hinted;
    private long shown;

    Desk(City.Person person) {
      this.person = person;
    }

    void hinted(long revision) {
      hinted = Math.max(hinted, revision);
      if (!reading && hinted > shown) {
        look();
      }
    }

    private void look() {
      reading = true;
      hinted = 0;
      city.future(city.dispatcher().work(person.id()))
          .onSuccess(work -> {
            reading = false;
            shown = work.revision();
            take(person, work);
            hinted(0);
          })
          .onFailure(done::tryFail);
    }
  }

  private void take(City.Person person, Work work) {
    for (Ringing offer : work.offers()) {
      if (taken.add(offer.id())) {
        city.future(city.dispatcher().accept(person.id(), person.connection(), offer.id()))
            .compose(held -> finish(person, held))
            .onSuccess(v -> {
              openNext();
              if (++ended == total) {
                done.tryComplete();
              }
            })
            .onFailure(done::tryFail);
      }
    }
  }

  private Future<Void> finish(City.Person person, Held held) {
    return city.future(
            city.dispatcher()
                .close(person.id(), person.connection(), held.id(), held.term(), Outcome.COMPLETED))
        .compose(v ->
            city.future(
                city.dispatcher()
                    .wrapUpDone(person.id(), person.connection(), held.id(), held.term() + 1)));
  }
}
