package org.nuanxian.dispatcher.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.nuanxian.dispatcher.CallBack;
import org.nuanxian.dispatcher.ConnectionId;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.dispatcher.ContactState;
import org.nuanxian.dispatcher.Dispatcher;
import org.nuanxian.dispatcher.Here;
import org.nuanxian.dispatcher.Level;
import org.nuanxian.dispatcher.LevelSource;
import org.nuanxian.dispatcher.NodeId;
import org.nuanxian.dispatcher.OfferId;
import org.nuanxian.dispatcher.Refusal;
import org.nuanxian.dispatcher.ServerName;
import org.nuanxian.dispatcher.Stage;
import org.nuanxian.dispatcher.Status;
import org.nuanxian.dispatcher.Stored;
import org.nuanxian.dispatcher.Wanted;
import org.nuanxian.dispatcher.call.AcceptOffer;
import org.nuanxian.dispatcher.call.AnswerOffer;
import org.nuanxian.dispatcher.call.AttachSeeker;
import org.nuanxian.dispatcher.call.AttachVolunteer;
import org.nuanxian.dispatcher.call.Call;
import org.nuanxian.dispatcher.call.Match;
import org.nuanxian.dispatcher.call.Moved;
import org.nuanxian.dispatcher.call.OpenContact;
import org.nuanxian.dispatcher.call.RenewNode;
import org.nuanxian.dispatcher.call.SetPresence;
import org.nuanxian.dispatcher.call.Tick;
import org.nuanxian.dispatcher.call.ViewVolunteer;
import org.nuanxian.dispatcher.testing.TestCity.Seated;
import org.nuanxian.roster.Medium;
import org.nuanxian.roster.Seat;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.id.CountyCode;
import org.nuanxian.runtime.testing.Stores;

/**
 * The scripts of one city, called one by one with nobody else at work. Before each call Redis
 * forgets every script, as it does when it starts again.
 */
public final class Scripts {
  /** The node through which everybody comes. */
  public static final NodeId NODE = new NodeId("by-hand");

  /** Its name. */
  public static final ServerName SERVER = new ServerName("by-hand");

  /** Everything that a volunteer can be cleared for. */
  public static final int EVERYTHING = Stored.SENIOR | Stored.MINORS | Stored.NIGHTS;

  /** Below the gap after which a tick takes Redis to have been away. */
  private static final Duration STEP = Duration.ofSeconds(1);

  private static final Instant FOR_EVER = Instant.ofEpochMilli(9_000_000_000_000L);

  private final TestCity city;

  /** A city whose era stands and where no node works. */
  public Scripts(Stores stores) {
    this.city = new TestCity(stores);
    Dispatcher node = city.node("starts");
    city.settle();
    node.stop();
    run(RenewNode.joining(NODE, SERVER));
  }

  /** The city. */
  public TestCity city() {
    return city;
  }

  /** Runs a script that Redis does not know at that moment. */
  public <R> R run(Call<R> call) {
    city.get(() -> city.link().send(Request.cmd(Command.SCRIPT).arg("FLUSH")).toCompletionStage());
    return city.run(call);
  }

  /** How many events there have been. */
  public long events() {
    return city.get(() -> city.now().count());
  }

  /** Runs it, and once more: the same answer, and nothing happens again. */
  public ContactState twice(Call<Moved> call) {
    Optional<ContactState> first = run(call).state();
    unchanged(() -> assertEquals(first, run(call).state()));
    return first.orElseThrow();
  }

  /** Nothing happens to anybody. */
  public void unchanged(Runnable what) {
    long before = events();
    what.run();
    assertEquals(before, events());
  }

  /** A refusal, after which everything is as it was. */
  public void refused(String code, Call<?> call) {
    unchanged(() -> assertEquals(code, assertThrows(Refusal.class, () -> run(call)).code()));
  }

  /** Lets time pass, with the ticks of a living node. */
  public void pass(Duration time) {
    for (long i = 0; i < time.toMillis() / STEP.toMillis(); i++) {
      city.timer().advance(STEP);
      city.run(RenewNode.joining(NODE, SERVER));
      city.run(new Tick());
    }
  }

  /** A row of a contact that waits. */
  public Stored row(Level level) {
    return row(level, Medium.CHAT, city.east);
  }

  /** A row of a contact that waits. */
  public Stored row(Level level, Medium medium, CountyCode origin) {
    return row(city, level, medium, origin);
  }

  /** A row of a contact that waits in that city. */
  public static Stored row(TestCity city, Level level, Medium medium, CountyCode origin) {
    return new Stored(
        new ContactId(UUID.randomUUID()),
        origin,
        medium,
        "web",
        level,
        LevelSource.SELF_REPORT,
        false,
        0,
        false,
        Optional.empty(),
        false,
        false,
        Set.of(),
        Instant.ofEpochMilli(city.timer().nowMs()),
        Stage.WAITING,
        Optional.empty(),
        Optional.empty(),
        0,
        false,
        false,
        false,
        CallBack.NONE);
  }

  /** The row of a contact of which this was told. */
  public Stored told(ContactId contact, Level level, boolean danger, long levelRev) {
    return RowCopy.of(row(level)).id(contact).told(level, danger, levelRev).stored();
  }

  /** The same row in another stage. */
  public static Stored moved(Stored r, Stage stage, Optional<VolunteerId> holder, long term) {
    return RowCopy.of(r).moved(stage, Optional.empty(), holder, term).stored();
  }

  /** A contact that waits, and rings wherever it may. */
  public ContactId open(Level level) {
    Moved opened = run(new OpenContact(row(level)));
    boolean more = opened.more();
    while (more) {
      more = run(new Match()).more();
    }
    return opened.state().orElseThrow().id();
  }

  /** Somebody calls and waits, their leg being known. */
  public ContactId calling(Level level) {
    Stored row = row(level, Medium.VOICE, city.east);
    run(new OpenContact(row));
    run(new AttachSeeker(row.id(), new ConnectionId(UUID.randomUUID()), NODE));
    while (run(new Match()).more()) {
      // Red rings at two.
    }
    return row.id();
  }

  /** The leg of the only offer that rings there is answered. */
  public ContactState answer(Seated v) {
    ContactId contact = view(v).ringing().getFirst().contact().id();
    return run(new AnswerOffer(contact, ring(v))).state().orElseThrow();
  }

  /** A volunteer who is ready for that many chats. */
  public Seated ready(int chats) {
    return ready(Set.of(Medium.CHAT), chats);
  }

  /** A volunteer who is ready. */
  public Seated ready(Set<Medium> media, int chats) {
    return ready(city.east, media, chats);
  }

  /** A volunteer of that county who is ready. */
  public Seated ready(CountyCode county, Set<Medium> media, int chats) {
    Seated v = new Seated(new VolunteerId(UUID.randomUUID()), new ConnectionId(UUID.randomUUID()));
    run(new AttachVolunteer(here(v, county, Status.OFFLINE, EVERYTHING), NODE, false));
    run(presence(v, Status.READY, media, chats));
    return v;
  }

  /** A volunteer who is ready for one chat and can answer for so much, see {@link Stored#can}. */
  public Seated readyWith(int can) {
    Seated v = new Seated(new VolunteerId(UUID.randomUUID()), new ConnectionId(UUID.randomUUID()));
    run(new AttachVolunteer(here(v, city.east, Status.OFFLINE, can), NODE, false));
    run(presence(v, Status.READY, Set.of(Medium.CHAT), 1));
    return v;
  }

  /** What a node knows of a console. */
  public Here here(Seated v, Status status) {
    return here(v, city.east, status, EVERYTHING);
  }

  private static Here here(Seated v, CountyCode county, Status status, int can) {
    return new Here(
        v.id(),
        v.connection(),
        county,
        can,
        status,
        Seat.AT_DESK,
        Set.of(Medium.CHAT),
        1,
        false,
        FOR_EVER);
  }

  /** What a volunteer is ready for. */
  public static SetPresence presence(Seated v, Status status, Set<Medium> media, int chats) {
    return new SetPresence(v.id(), v.connection(), Wanted.atDesk(status, media, chats), FOR_EVER);
  }

  /** What the volunteer's console shows. */
  public ViewVolunteer.View view(Seated v) {
    return run(new ViewVolunteer(v.id()));
  }

  /** The only offer that rings there. */
  public OfferId ring(Seated v) {
    assertEquals(1, view(v).ringing().size());
    return view(v).ringing().getFirst().offer();
  }

  /** Whether something rings there. */
  public boolean rings(Seated v) {
    return !view(v).ringing().isEmpty();
  }

  /** The volunteer takes the only offer that rings. */
  public ContactState accept(Seated v) {
    return run(new AcceptOffer(v.id(), v.connection(), ring(v))).state().orElseThrow();
  }
}
