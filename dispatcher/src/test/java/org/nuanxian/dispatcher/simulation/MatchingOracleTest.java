package org.nuanxian.dispatcher.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nuanxian.dispatcher.ConnectionId;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.dispatcher.Era;
import org.nuanxian.dispatcher.Here;
import org.nuanxian.dispatcher.Level;
import org.nuanxian.dispatcher.NodeId;
import org.nuanxian.dispatcher.OfferId;
import org.nuanxian.dispatcher.Opening;
import org.nuanxian.dispatcher.Outcome;
import org.nuanxian.dispatcher.Status;
import org.nuanxian.dispatcher.Stored;
import org.nuanxian.dispatcher.Wanted;
import org.nuanxian.dispatcher.call.AcceptOffer;
import org.nuanxian.dispatcher.call.AnswerOffer;
import org.nuanxian.dispatcher.call.AttachSeeker;
import org.nuanxian.dispatcher.call.AttachVolunteer;
import org.nuanxian.dispatcher.call.Call;
import org.nuanxian.dispatcher.call.CloseContact;
import org.nuanxian.dispatcher.call.DeclineOffer;
import org.nuanxian.dispatcher.call.FinishRebuild;
import org.nuanxian.dispatcher.call.FinishWrapUp;
import org.nuanxian.dispatcher.call.Match;
import org.nuanxian.dispatcher.call.Media;
import org.nuanxian.dispatcher.call.OpenContact;
import org.nuanxian.dispatcher.call.SetPresence;
import org.nuanxian.dispatcher.call.TakeNext;
import org.nuanxian.dispatcher.call.ViewNext;
import org.nuanxian.dispatcher.policy.CityPolicy;
import org.nuanxian.dispatcher.policy.Hours;
import org.nuanxian.dispatcher.redis.RedisNow;
import org.nuanxian.dispatcher.simulation.Oracle.Ring;
import org.nuanxian.roster.Gender;
import org.nuanxian.roster.Medium;
import org.nuanxian.roster.Seat;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.http.Fields;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.id.CountyCode;
import org.nuanxian.runtime.redis.RedisLink;
import org.nuanxian.runtime.testing.Stores;

/** The scripts ring as somebody would who looks at everybody each time. */
class MatchingOracleTest {
  @RegisterExtension static final Stores STORES = Stores.with();

  private static final long START_MS = 1_800_000_000_000L;
  private static final Era ERA = new Era("one");
  private static final NodeId NODE = new NodeId("n");
  private static final List<CountyCode> COUNTIES =
      List.of(
          new CountyCode("110101"),
          new CountyCode("110102"),
          new CountyCode("110103"),
          new CountyCode("110104"));

  private static final int DAY_MS = 24 * 3_600_000;

  private final RedisLink link = STORES.redisLink();
  private final CityCode city = STORES.city();
  private final Present present = new Present(link, "{" + city.value() + "}:");
  private long nowMs = START_MS;
  private final RedisNow now =
      new RedisNow(link, city, Simulation.POLICY, () -> Long.toString(nowMs));
  private CityPolicy policy = Simulation.POLICY.city();
  private final MemoryRecord record = new MemoryRecord();
  private Random random = new Random();

  @BeforeEach
  void build(RepetitionInfo repetition) {
    random = new Random(repetition.getCurrentRepetition());
    nowMs += random.nextInt(DAY_MS);
    decide();
    QueuedNow.await(now.beginRebuild(Era.NONE, ERA, NODE));
    QueuedNow.await(now.run(new Era("R:" + ERA), new FinishRebuild(ERA, "life")));
  }

  /**
   * The city decides anew: sometimes pools by night and by day, sometimes a line that is joined.
   */
  private void decide() {
    int yellow = random.nextInt(900);
    int blue = random.nextInt(yellow + 1);
    policy =
        Fields.parse(
                """
                {"order": {"yellow": %d, "blue": %d, "ownCounty": %d, "heldBack": %d},
                 "offers": {"pull": %d},
                 "reach": {"own": %d, "linked": %d,
                   "pools": [%s],
                   "joined": [%s]}}
                """
                    .formatted(
                        yellow,
                        blue,
                        random.nextInt(30),
                        random.nextInt(900),
                        10 + random.nextInt(30),
                        random.nextInt(3),
                        random.nextInt(3),
                        random.nextBoolean()
                            ? "{\"from\": %d, \"until\": %d, \"counties\": [\"%s\", \"%s\"]}"
                                .formatted(
                                    random.nextInt(24),
                                    random.nextInt(25),
                                    COUNTIES.get(0),
                                    COUNTIES.get(1 + random.nextInt(3)))
                            : "",
                        random.nextBoolean()
                            ? "{\"county\": \"%s\", \"to\": \"%s\"}"
                                .formatted(COUNTIES.get(3), COUNTIES.get(random.nextInt(3)))
                            : ""))
            .read(f -> CityPolicy.read(f, Simulation.POLICY.city()));
    now.decide(policy);
  }

  private <R> R run(Call<R> call) {
    return QueuedNow.await(now.run(ERA, call));
  }

  private <T> T draw(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private UUID uuid() {
    return new UUID(random.nextLong(), random.nextLong());
  }

  private Oracle oracle() {
    return new Oracle(present.look(policy.order()), nowMs, policy, false);
  }

  private static Set<Ring> rings(Present.Look look) {
    Set<Ring> rings = new HashSet<>();
    for (JsonNode c : look.contacts()) {
      for (JsonNode offer : c.path("offers")) {
        rings.add(new Ring(c.path("id").asText(), offer.path("v").asText()));
      }
    }
    return rings;
  }

  /** What rings now and did not before. */
  private static Optional<Ring> fresh(Present.Look before, Present.Look after) {
    assertEquals(List.of(), after.problems());
    Set<Ring> rings = rings(after);
    rings.removeAll(rings(before));
    assertTrue(rings.size() <= 1, rings.toString());
    return rings.stream().findFirst();
  }

  @RepeatedTest(40)
  void everyOfferIsTheOneTheRulesName() {
    for (int i = 0; i < 30; i++) {
      // Now and then so long that whoever declined may be asked again.
      nowMs += random.nextInt(random.nextInt(8) == 0 ? 6_000 : 1_000);
      int drawn = random.nextInt(14);
      if (drawn < 4) {
        aContactComes();
      } else if (drawn < 7) {
        aVolunteerComes();
      } else if (drawn < 9) {
        somebodyDeclines();
      } else if (drawn < 11) {
        somebodyAccepts();
        somebodyEnds();
      } else if (drawn < 12) {
        somebodyIsReadyAgain();
      } else if (drawn < 13) {
        somebodyTakes();
      } else {
        oneMoreOffer();
      }
    }
    while (oneMoreOffer()) {
      nowMs++;
    }
    assertEquals(Optional.empty(), oracle().any());
  }

  private void aContactComes() {
    Opening opening =
        new Opening(
            new ContactId(uuid()),
            draw(COUNTIES),
            random.nextInt(6) == 0 ? Medium.VOICE : Medium.CHAT,
            "web",
            draw(List.of(Level.values())),
            random.nextInt(5) == 0,
            random.nextInt(4) == 0
                ? Optional.of(draw(List.of(Gender.FEMALE, Gender.MALE)))
                : Optional.empty(),
            random.nextInt(4) == 0,
            random.nextInt(4) == 0,
            Set.of(),
            Instant.ofEpochMilli(nowMs - random.nextInt(20_000)));
    Stored row = QueuedNow.await(record.insert(opening));
    if (random.nextInt(5) == 0) {
      // No page is open: they are called, now or when their hours begin.
      Hours hours = random.nextInt(3) == 0 ? new Hours(20, 21) : Hours.ALWAYS;
      row = QueuedNow.await(record.setCallback(row.id(), Optional.of(hours), 3)).orElseThrow();
    }
    Oracle before = oracle();
    run(new OpenContact(row));
    Present.Look after = present.look(policy.order());
    JsonNode unrung = contact(after, opening.id()).deepCopy();
    ((ObjectNode) unrung).putObject("offers");
    assertEquals(before.firstStep(unrung, opening.avoidCounty()), unrung.path("step").asText());
    assertEquals(before.forContact(unrung), fresh(before.look(), after));
    if (opening.medium() == Medium.VOICE) {
      theLegIsKnown(opening.id());
    }
  }

  /** A call is offered from then on. */
  private void theLegIsKnown(ContactId contact) {
    Oracle before = oracle();
    ObjectNode here = contact(before.look(), contact).deepCopy();
    here.remove("away");
    run(new AttachSeeker(contact, new ConnectionId(uuid()), NODE));
    assertEquals(before.forContact(here), fresh(before.look(), present.look(policy.order())));
  }

  private static JsonNode contact(Present.Look look, ContactId id) {
    return look.contacts().stream()
        .filter(c -> c.path("id").asText().equals(id.toString()))
        .findFirst()
        .orElseThrow();
  }

  private void aVolunteerComes() {
    Gender gender = draw(List.of(Gender.values()));
    int chats = 1 + random.nextInt(3);
    Here here =
        new Here(
            new VolunteerId(uuid()),
            new ConnectionId(uuid()),
            draw(COUNTIES),
            Stored.can(gender)
                | random.nextInt(8) * Stored.SENIOR
                | random.nextInt(2) * Stored.SUPERVISES,
            Status.READY,
            random.nextInt(4) == 0 ? Seat.ON_CALL : Seat.AT_DESK,
            random.nextInt(3) == 0 ? EnumSet.allOf(Medium.class) : EnumSet.of(Medium.CHAT),
            chats,
            random.nextInt(4) == 0,
            Instant.ofEpochMilli(nowMs + 1_000_000));
    Oracle before = oracle();
    run(new AttachVolunteer(here, NODE, false));
    Present.Look after = present.look(policy.order());
    ObjectNode unrung =
        after.volunteers().stream()
            .filter(v -> v.path("id").asText().equals(here.volunteer().value().toString()))
            .findFirst()
            .orElseThrow()
            .deepCopy();
    unrung.putObject("ringing");
    assertEquals(before.forVolunteer(unrung), fresh(before.look(), after));
  }

  private void somebodyDeclines() {
    somebodyRung().ifPresent(v -> run(new DeclineOffer(id(v), connection(v), offer(v))));
  }

  private void somebodyAccepts() {
    somebodyRung()
        .ifPresent(v -> {
          ContactId contact = ContactId.of(v.path("ringing").elements().next().asText());
          boolean call = Oracle.onLine(contact(present.look(policy.order()), contact));
          run(
              call
                  ? new AnswerOffer(contact, offer(v))
                  : new AcceptOffer(id(v), connection(v), offer(v)));
        });
  }

  private Optional<JsonNode> somebodyRung() {
    List<JsonNode> ringing =
        present.look(policy.order()).volunteers().stream()
            .filter(v -> !v.path("ringing").isEmpty())
            .toList();
    return ringing.isEmpty() ? Optional.empty() : Optional.of(draw(ringing));
  }

  /** Somebody who talks ends it and writes the record: whoever spoke with danger rests then. */
  private void somebodyEnds() {
    List<JsonNode> held = present.look().contacts().stream().filter(c -> c.has("holder")).toList();
    if (held.isEmpty()) {
      return;
    }
    JsonNode c = draw(held);
    JsonNode v =
        present.look().volunteers().stream()
            .filter(one -> one.path("id").equals(c.path("holder")))
            .findFirst()
            .orElseThrow();
    ContactId contact = ContactId.of(c.path("id").asText());
    long term = c.path("term").asLong();
    run(new CloseContact(id(v), connection(v), contact, term, Outcome.COMPLETED));
    run(new FinishWrapUp(id(v), connection(v), contact, term + 1));
  }

  private static VolunteerId id(JsonNode v) {
    return new VolunteerId(UUID.fromString(v.path("id").asText()));
  }

  private static ConnectionId connection(JsonNode v) {
    return ConnectionId.of(v.path("conn").asText());
  }

  private static OfferId offer(JsonNode v) {
    return OfferId.of(v.path("ringing").fieldNames().next());
  }

  /** Somebody who does not ring takes the next by themselves, as if they were rung like anybody. */
  private void somebodyTakes() {
    Oracle before = oracle();
    List<JsonNode> quiet =
        before.look().volunteers().stream().filter(v -> v.path("ringing").isEmpty()).toList();
    if (!quiet.isEmpty()) {
      JsonNode v = draw(quiet);
      int waiting = run(new ViewNext(id(v)));
      Optional<Ring> taken =
          run(new TakeNext(id(v), connection(v), uuid()))
              .state()
              .map(c -> new Ring(c.id().toString(), v.path("id").asText()));
      Optional<Ring> named = before.pulling().forVolunteer(v);
      assertEquals(named, taken);
      assertEquals(named.isPresent(), waiting > 0);
    }
  }

  /** Somebody who does not ring says again what they are ready for. */
  private void somebodyIsReadyAgain() {
    Oracle before = oracle();
    List<JsonNode> quiet =
        before.look().volunteers().stream().filter(v -> v.path("ringing").isEmpty()).toList();
    if (!quiet.isEmpty()) {
      JsonNode v = draw(quiet);
      Seat seat = v.path("call").asBoolean() ? Seat.ON_CALL : Seat.AT_DESK;
      Wanted wanted =
          new Wanted(
              Status.READY,
              seat,
              Media.parse(v.path("media").asText()),
              v.path("chats").asInt(),
              false,
              v.path("pull").asBoolean());
      Instant until = Instant.ofEpochMilli(v.path("untilMs").asLong());
      run(new SetPresence(id(v), connection(v), wanted, until));
      assertEquals(before.forVolunteer(v), fresh(before.look(), present.look(policy.order())));
    }
  }

  private boolean oneMoreOffer() {
    Oracle before = oracle();
    boolean more = run(new Match()).more();
    Optional<Ring> rung = fresh(before.look(), present.look(policy.order()));
    assertEquals(before.any(), rung);
    assertEquals(more, rung.isPresent());
    return more;
  }
}
