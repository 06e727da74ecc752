package org.nuanxian.dispatcher.simulation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nuanxian.dispatcher.ConnectionId;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.dispatcher.ContactState;
import org.nuanxian.dispatcher.Here;
import org.nuanxian.dispatcher.Level;
import org.nuanxian.dispatcher.Outcome;
import org.nuanxian.dispatcher.Status;
import org.nuanxian.dispatcher.call.AcceptOffer;
import org.nuanxian.dispatcher.call.AttachVolunteer;
import org.nuanxian.dispatcher.call.CloseContact;
import org.nuanxian.dispatcher.call.FinishWrapUp;
import org.nuanxian.dispatcher.call.OpenContact;
import org.nuanxian.dispatcher.call.ViewVolunteer;
import org.nuanxian.dispatcher.policy.CityPolicy;
import org.nuanxian.dispatcher.testing.Scripts;
import org.nuanxian.dispatcher.testing.TestCity;
import org.nuanxian.dispatcher.testing.TestCity.Seated;
import org.nuanxian.roster.Medium;
import org.nuanxian.roster.Seat;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.config.TimingConfig;
import org.nuanxian.runtime.id.CountyCode;
import org.nuanxian.runtime.testing.Stores;

/**
 * The scripts against queueing theory. People come by chance (exponential gaps), each talks for an
 * exponentially distributed time, and every ring is answered at once: then a county is an M/M/c
 * queue, whose mean wait Erlang gave in 1917. Two steps: the scripts let everybody wait exactly as
 * long as that queue does, person by person; and over many more people than scripts can serve in a
 * test the queue's mean is Erlang's. A volunteer who stays idle while somebody waits, or a place in
 * the queue that is lost, shows in the first.
 */
class ErlangTest {
  @RegisterExtension static final Stores STORES = Stores.with("roster", "dispatch");

  private static final long SEED = 20_260_304;
  private static final Duration TALK = Duration.ofMinutes(20);
  private static final Instant FOR_EVER = Instant.ofEpochMilli(9_000_000_000_000L);

  /** Served by the scripts. */
  private static final int SERVED = 1_200;

  private static final int BATCHES = 30;

  /** People in a batch: so many that what one batch leaves behind is nothing to the next. */
  private static final int BATCH = 40_000;

  /** Student's t for 29 degrees of freedom, two-sided 99 %. */
  private static final double T = 2.756;

  /** One who comes, to which county, and for how long they will talk. */
  private record Person(long atMs, int county, long talkMs) {}

  /** A mean wait in seconds, and half its confidence interval. */
  private record Estimate(double mean, double half) {
    static Estimate of(long[] waitsMs) {
      double[] means = new double[BATCHES];
      for (int i = 0; i < BATCHES; i++) {
        means[i] =
            Arrays.stream(waitsMs, i * BATCH, (i + 1) * BATCH).average().orElseThrow() / 1_000;
      }
      double mean = Arrays.stream(means).average().orElseThrow();
      double squares = Arrays.stream(means).map(m -> (m - mean) * (m - mean)).sum();
      return new Estimate(mean, T * Math.sqrt(squares / (BATCHES - 1) / BATCHES));
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 0.5", "1, 3, 0.7", "1, 6, 0.85", "1, 4, 0.8", "2, 2, 0.8"})
  void everybodyWaitsAsLongAsInTheQueueOfTheory(int counties, int volunteers, double load) {
    List<Person> people = people(SERVED, counties, volunteers, load);
    ByScripts scripts = new ByScripts(counties, volunteers);
    assertArrayEquals(queue(people, counties, volunteers), scripts.serve(people));
    scripts.city.empty(); // nobody confirmed what they left
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 0.5", "1, 3, 0.7", "1, 6, 0.85", "1, 4, 0.8", "2, 2, 0.8"})
  void theMeanWaitIsErlangs(int counties, int volunteers, double load) {
    Estimate seen = many(counties, volunteers, load);
    double theory = erlang(volunteers, load);
    assertTrue(
        Math.abs(seen.mean() - theory) <= seen.half(),
        () -> seen + ", Erlang C says %.1f s".formatted(theory));
  }

  @Test
  void twoCountiesTogetherWaitLessThanEachAlone() {
    Estimate together = many(1, 4, 0.8);
    Estimate apart = many(2, 2, 0.8);
    assertTrue(
        together.mean() + together.half() < apart.mean() - apart.half(),
        () -> together + " " + apart);
  }

  private static Estimate many(int counties, int volunteers, double load) {
    List<Person> people = people(BATCHES * BATCH, counties, volunteers, load);
    return Estimate.of(queue(people, counties, volunteers));
  }

  /** Mean wait in seconds of M/M/c. */
  private static double erlang(int volunteers, double load) {
    double offered = volunteers * load;
    double blocked = 1; // Erlang B by its recursion
    for (int n = 1; n <= volunteers; n++) {
      blocked = offered * blocked / (n + offered * blocked);
    }
    double waits = blocked / (1 - load * (1 - blocked));
    return waits * TALK.toSeconds() / (volunteers * (1 - load));
  }

  private static List<Person> people(int number, int counties, int volunteers, double load) {
    SplittableRandom random = new SplittableRandom(SEED);
    double gap = TALK.toMillis() / (load * counties * volunteers);
    List<Person> people = new ArrayList<>(number);
    long at = 0;
    for (int i = 0; i < number; i++) {
      at += exponential(random, gap);
      people.add(
          new Person(at, random.nextInt(counties), exponential(random, (double) TALK.toMillis())));
    }
    return people;
  }

  private static long exponential(SplittableRandom random, double mean) {
    return Math.max(1, Math.round(-mean * Math.log(1 - random.nextDouble())));
  }

  /** What each waits, in ms: whoever came first is served by whoever is free first. */
  private static long[] queue(List<Person> people, int counties, int volunteers) {
    List<PriorityQueue<Long>> free = new ArrayList<>();
    for (int i = 0; i < counties; i++) {
      free.add(new PriorityQueue<>());
      for (int v = 0; v < volunteers; v++) {
        free.getLast().add(0L);
      }
    }
    long[] waits = new long[people.size()];
    for (int i = 0; i < waits.length; i++) {
      Person person = people.get(i);
      PriorityQueue<Long> here = free.get(person.county());
      long start = Math.max(person.atMs(), here.remove());
      waits[i] = start - person.atMs();
      here.add(start + person.talkMs());
    }
    return waits;
  }

  /** Nobody rests: in the queue of the theory they do not either. */
  private static final CityPolicy TIRELESS =
      CityPolicy.of(TimingConfig.with(Map.of("shift-contacts", "0", "night-contacts", "0")));

  /** The same people through the scripts. */
  private static final class ByScripts {
    private record Talk(long endMs, ContactState contact, Seated volunteer) {}

    private final TestCity city = new Scripts(STORES).city();
    private final List<CountyCode> counties;
    private final Map<VolunteerId, Seated> seated = new HashMap<>();
    private final Map<ContactId, Integer> numbers = new HashMap<>();
    private final PriorityQueue<Talk> talks =
        new PriorityQueue<>(Comparator.comparingLong(Talk::endMs));
    private final long startMs = city.timer().nowMs();

    ByScripts(int counties, int volunteers) {
      city.now().decide(TIRELESS);
      this.counties = List.of(city.east, city.west).subList(0, counties);
      for (CountyCode county : this.counties) {
        for (int i = 0; i < volunteers; i++) {
          Seated v = ready(county);
          seated.put(v.id(), v);
        }
      }
    }

    long[] serve(List<Person> people) {
      long[] waits = new long[people.size()];
      int came = 0;
      for (int accepted = 0; accepted < waits.length; ) {
        Seated free;
        long next = came < waits.length ? people.get(came).atMs() : Long.MAX_VALUE;
        if (talks.isEmpty() || next <= talks.peek().endMs()) {
          at(next);
          ContactState opened = open(counties.get(people.get(came).county()));
          numbers.put(opened.id(), came++);
          if (opened.offered().isEmpty()) {
            continue;
          }
          free = seated.get(opened.offered().getFirst());
        } else {
          Talk over = talks.remove();
          at(over.endMs());
          end(over);
          free = over.volunteer();
        }
        for (ViewVolunteer.Ring ring : city.run(new ViewVolunteer(free.id())).ringing()) {
          AcceptOffer accept = new AcceptOffer(free.id(), free.connection(), ring.offer());
          ContactState taken = city.run(accept).state().orElseThrow();
          Person person = people.get(numbers.get(taken.id()));
          waits[numbers.get(taken.id())] = elapsed() - person.atMs();
          talks.add(new Talk(elapsed() + person.talkMs(), taken, free));
          accepted++;
        }
      }
      return waits;
    }

    private long elapsed() {
      return city.timer().nowMs() - startMs;
    }

    private void at(long ms) {
      city.timer().advance(Duration.ofMillis(ms - elapsed()));
    }

    private Seated ready(CountyCode county) {
      VolunteerId id = new VolunteerId(UUID.randomUUID());
      Seated v = new Seated(id, new ConnectionId(UUID.randomUUID()));
      Here here =
          new Here(
              v.id(),
              v.connection(),
              county,
              0,
              Status.OFFLINE,
              Seat.AT_DESK,
              Set.of(Medium.CHAT),
              1,
              false,
              FOR_EVER);
      city.run(new AttachVolunteer(here, Scripts.NODE, false));
      city.run(Scripts.presence(v, Status.READY, Set.of(Medium.CHAT), 1));
      return v;
    }

    private ContactState open(CountyCode county) {
      return city.run(new OpenContact(Scripts.row(city, Level.NONE, Medium.CHAT, county)))
          .state()
          .orElseThrow();
    }

    private void end(Talk talk) {
      ContactState c = talk.contact();
      Seated v = talk.volunteer();
      city.run(new CloseContact(v.id(), v.connection(), c.id(), c.term(), Outcome.COMPLETED));
      city.run(new FinishWrapUp(v.id(), v.connection(), c.id(), c.term() + 1));
    }
  }
}
