package org.nuanxian.bench.year;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import org.nuanxian.dispatcher.CallBack;
import org.nuanxian.dispatcher.ConnectionId;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.dispatcher.ContactState;
import org.nuanxian.dispatcher.Event;
import org.nuanxian.dispatcher.Here;
import org.nuanxian.dispatcher.Level;
import org.nuanxian.dispatcher.LevelSource;
import org.nuanxian.dispatcher.Outcome;
import org.nuanxian.dispatcher.Stage;
import org.nuanxian.dispatcher.Status;
import org.nuanxian.dispatcher.Stored;
import org.nuanxian.dispatcher.Wanted;
import org.nuanxian.dispatcher.call.AcceptOffer;
import org.nuanxian.dispatcher.call.AttachSeeker;
import org.nuanxian.dispatcher.call.AttachVolunteer;
import org.nuanxian.dispatcher.call.CloseContact;
import org.nuanxian.dispatcher.call.ConfirmContact;
import org.nuanxian.dispatcher.call.DetachVolunteer;
import org.nuanxian.dispatcher.call.FinishWrapUp;
import org.nuanxian.dispatcher.call.LeaveContact;
import org.nuanxian.dispatcher.call.Match;
import org.nuanxian.dispatcher.call.OpenContact;
import org.nuanxian.dispatcher.call.RenewNode;
import org.nuanxian.dispatcher.call.SetPresence;
import org.nuanxian.dispatcher.call.Tick;
import org.nuanxian.dispatcher.call.ViewVolunteer;
import org.nuanxian.roster.County;
import org.nuanxian.roster.Medium;
import org.nuanxian.roster.Seat;
import org.nuanxian.roster.VolunteerId;

/** Days of a city: people come, volunteers sit and answer, and the scripts bring them together. */
final class Life {
  /** Midnight by the city's clock. */
  static final Instant START = Instant.parse("2025-12-31T16:00:00Z");

  private static final int LEASE_HOURS = 12;
  private static final Set<Medium> CHAT = Set.of(Medium.CHAT);

  private final Present present;
  private final List<County> counties;
  private final Reactions reactions;
  private final Load load;

  /** Whoever writes for longer is let go by the house; here they are done just before. */
  private static final Duration WRITTEN = Present.TIMING.wrapUp().minusSeconds(1);

  private final Outcomes outcomes = new Outcomes();
  private final PriorityQueue<Planned> plan =
      new PriorityQueue<>(Comparator.comparingLong(Planned::atMs).thenComparing(Planned::order));
  private final Map<ContactId, Caller> waiting = new HashMap<>();
  private final Map<VolunteerId, Seated> seated = new HashMap<>();
  private final int[] turns;
  private long orders;

  /** Ms since the year began. */
  private long nowMs;

  /** What somebody does at an instant. */
  private record Planned(long atMs, long order, Runnable what) {}

  /** Somebody in a seat. */
  private static final class Seated {
    private final VolunteerId id;
    private final ConnectionId connection = new ConnectionId(UUID.randomUUID());
    private final Sitting sitting;

    /** Talks, and what is written after them. */
    private int held;

    private boolean over;

    Seated(VolunteerId id, Sitting sitting) {
      this.id = id;
      this.sitting = sitting;
    }
  }

  Life(Present present, List<County> counties, long seed) {
    this.present = present;
    this.counties = counties;
    SplittableRandom random = new SplittableRandom(seed);
    this.load = new Load(counties, random.split());
    this.reactions = new Reactions(random.split());
    this.turns = new int[counties.size()];
  }

  /** Lives so many days and what of them goes on into the next. */
  Outcomes days(int days) {
    // Whoever sits since the evening before the year.
    Sitting.day(counties, -1, turns).stream()
        .filter(sitting -> sitting.untilMs() > 0)
        .forEach(sitting -> plan(sitting.fromMs(), () -> sit(sitting)));
    for (int day = 0; day < days; day++) {
      Sitting.day(counties, day, turns)
          .forEach(sitting -> plan(sitting.fromMs(), () -> sit(sitting)));
      // The node lives: its lease outlasts the time between two of these.
      plan(
          Duration.ofDays(day).plusHours(LEASE_HOURS).toMillis(),
          () -> present.run(RenewNode.joining(Present.NODE, Present.SERVER)));
      plan(
          Duration.ofDays(day).toMillis(),
          () -> present.run(RenewNode.joining(Present.NODE, Present.SERVER)));
      load.day(day).forEach(caller -> plan(caller.atMs(), () -> come(caller)));
      until(Duration.ofDays(day + 1L).toMillis());
    }
    // Nobody comes any more, but those who sit stay until everybody was served.
    while (present.open() > 0 && !plan.isEmpty()) {
      step();
    }
    return outcomes;
  }

  private void until(long endMs) {
    while (!plan.isEmpty() && Math.min(plan.peek().atMs(), due()) < endMs) {
      step();
    }
  }

  private long due() {
    long due = present.due();
    return due == Long.MAX_VALUE ? due : Math.max(nowMs, due - START.toEpochMilli());
  }

  /** Whatever is next: a deadline of the scripts, or somebody does something. */
  private void step() {
    long due = due();
    if (plan.isEmpty() || due <= plan.peek().atMs()) {
      at(due);
      tick();
    } else {
      Planned next = plan.remove();
      at(next.atMs());
      next.what().run();
    }
    present.happened().forEach(this::hear);
  }

  private void at(long ms) {
    nowMs = Math.max(nowMs, ms);
    present.at(START.toEpochMilli() + nowMs);
  }

  private void tick() {
    Tick.Ticked ticked = present.run(new Tick());
    if (ticked.poisoned() > 0) {
      throw new IllegalStateException("something was put aside: poison");
    }
    ticked.moved().forEach(state -> present.run(new ConfirmContact(state)));
  }

  private void plan(long atMs, Runnable what) {
    plan.add(new Planned(Math.max(nowMs, atMs), orders++, what));
  }

  private void later(Duration delay, Runnable what) {
    plan(nowMs + delay.toMillis(), what);
  }

  private void matched(boolean more) {
    boolean again = more;
    while (again) {
      again = present.run(new Match()).more();
    }
  }

  private void sit(Sitting sitting) {
    String name = sitting.county().code().value() + "-" + sitting.person();
    VolunteerId id = new VolunteerId(UUID.nameUUIDFromBytes(name.getBytes(UTF_8)));
    if (seated.containsKey(id)) {
      return; // still writing from the shift before: the seat stays empty
    }
    Seated v = new Seated(id, sitting);
    seated.put(id, v);
    outcomes.sat(name, sitting);
    Instant end = START.plusMillis(sitting.untilMs());
    Here here =
        new Here(
            id,
            v.connection,
            sitting.county().code(),
            Stored.SENIOR | Stored.MINORS | Stored.NIGHTS, // a team that has been trained
            Status.OFFLINE,
            sitting.seat(),
            CHAT,
            1,
            false,
            end);
    present.run(new AttachVolunteer(here, Present.NODE, false));
    Wanted ready = new Wanted(Status.READY, sitting.seat(), CHAT, 1, false, false);
    matched(present.run(new SetPresence(id, v.connection, ready, end)).more());
    plan(sitting.untilMs(), () -> rise(v));
  }

  /** The shift is over; whoever still talks or writes goes afterwards. */
  private void rise(Seated v) {
    v.over = true;
    if (v.held == 0) {
      seated.remove(v.id);
      present.run(new DetachVolunteer(v.id, v.connection));
    }
  }

  private void come(Caller caller) {
    ContactId id = new ContactId(UUID.randomUUID());
    waiting.put(id, caller);
    Stored row =
        new Stored(
            id,
            caller.county().code(),
            Medium.CHAT,
            "web",
            caller.level(),
            LevelSource.SELF_REPORT,
            false,
            0,
            false,
            Optional.empty(),
            false,
            false,
            Set.of(),
            START.plusMillis(nowMs),
            Stage.WAITING,
            Optional.empty(),
            Optional.empty(),
            0,
            false,
            false,
            false,
            CallBack.NONE);
    matched(present.run(new OpenContact(row)).more());
    present.run(new AttachSeeker(id, new ConnectionId(UUID.randomUUID()), Present.NODE));
    if (caller.level() != Level.RED) {
      later(caller.patience(), () -> giveUp(id));
    }
  }

  private void giveUp(ContactId id) {
    if (waiting.containsKey(id)) {
      ContactState left = present.run(new LeaveContact(id)).state().orElseThrow();
      present.run(new ConfirmContact(left));
      ended(waiting.remove(id), false, Optional.empty());
      matched(true);
    }
  }

  private void ended(Caller caller, boolean answered, Optional<Seated> by) {
    outcomes.add(
        new Outcomes.Came(
            caller.county().name(),
            caller.level(),
            (int) (Duration.ofMillis(caller.atMs()).toHours() % 24),
            nowMs - caller.atMs(),
            answered,
            by.filter(v -> v.sitting.county().equals(caller.county())).isPresent()));
  }

  private void hear(Event event) {
    switch (event.kind()) {
      case "offered" -> rings(event.contact().orElseThrow(), event.volunteer().orElseThrow());
      case "climbed" -> outcomes.climbed++;
      default -> {}
    }
  }

  private void rings(ContactId contact, VolunteerId volunteer) {
    Seated v = seated.get(volunteer);
    if (v == null) {
      throw new IllegalStateException("rung, and not in a seat: " + volunteer);
    }
    int hour = (int) (Duration.ofMillis(nowMs).toHours() % 24);
    reactions
        .to(v.sitting.seat() == Seat.ON_CALL, hour)
        .ifPresent(after -> later(after, () -> answer(v, contact)));
  }

  private void answer(Seated v, ContactId contact) {
    List<ViewVolunteer.Ring> ringing = present.run(new ViewVolunteer(v.id)).ringing();
    for (ViewVolunteer.Ring ring : ringing) {
      if (ring.contact().id().equals(contact)) {
        ContactState taken =
            present.run(new AcceptOffer(v.id, v.connection, ring.offer())).state().orElseThrow();
        talk(v, taken);
      }
    }
  }

  private void talk(Seated v, ContactState contact) {
    if (++v.held > 1) {
      throw new IllegalStateException("over capacity: " + v.id);
    }
    Caller caller = waiting.remove(contact.id());
    ended(caller, true, Optional.of(v));
    later(caller.talk(), () -> close(v, contact, caller));
  }

  private void close(Seated v, ContactState c, Caller caller) {
    present.run(new CloseContact(v.id, v.connection, c.id(), c.term(), Outcome.COMPLETED));
    Duration record = caller.record();
    later(record.compareTo(WRITTEN) < 0 ? record : WRITTEN, () -> finish(v, c, caller));
  }

  private void finish(Seated v, ContactState c, Caller caller) {
    var finished = present.run(new FinishWrapUp(v.id, v.connection, c.id(), c.term() + 1));
    finished.state().ifPresent(state -> present.run(new ConfirmContact(state)));
    outcomes.talked(
        v.sitting.county().code().value() + "-" + v.sitting.person(), caller.talk().toMillis());
    v.held--;
    if (v.over) {
      rise(v);
    }
    matched(finished.more());
  }
}
