package org.nuanxian.server.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nuanxian.server.testing.Await;
import org.nuanxian.server.testing.Signals;

/** PostgreSQL stands still, or is gone: nothing is acknowledged, and people are told. */
class PostgresFaultTest {
  private static final Duration AWAY = Duration.ofSeconds(20); // longer than every deadline

  @TempDir static Path temporary;
  private static Town town;

  @BeforeAll
  static void open() {
    town = Town.open(temporary.resolve("town"), "a");
  }

  @AfterAll
  static void close() {
    town.close();
  }

  @AfterEach
  void sendEverybodyAway() {
    town.empty();
  }

  @Test
  void nothingIsAcknowledgedWhilePostgresStandsStill() throws IOException {
    long postgres = town.installation().postgres().pid();
    // All its processes: a frozen postmaster alone would leave its sessions alive.
    List<Long> frozen = new ArrayList<>();
    try {
      through(() -> frozen.addAll(Signals.freezeFamily(postgres)), () -> wake(frozen));
    } finally {
      wake(frozen); // a frozen one would outlive a failed test and its directory
    }
  }

  private static void wake(List<Long> processes) {
    processes.stream().filter(Signals::living).forEach(Signals::wake);
  }

  @Test
  void nothingIsAcknowledgedWhilePostgresIsGone() throws IOException {
    through(() -> town.installation().postgres().stop(), () -> town.installation().startPostgres());
  }

  private void through(Runnable away, Runnable back) throws IOException {
    String county = town.county();
    SeekerClient seeker = town.seeker(county, town.at(0));
    VolunteerClient volunteer = town.volunteer(county, 0, town.at(0)).ready(2);
    Talk talk = new Talk(seeker, volunteer.acceptAll()).begin();
    talk.both(2);
    talk.settle();
    int before = seeker.texts().size();

    away.run();
    long since = System.nanoTime();
    talk.both(3);
    String danger = seeker.danger();
    String requestId = UUID.randomUUID().toString();
    JsonObject request = town.person(county, "none").request(requestId);
    HttpResponse<String> told = SeekerClient.request(town.at(0).getFirst(), request);
    Await.until("it stays away", () -> System.nanoTime() - since > AWAY.toNanos());
    assertEquals(503, told.statusCode(), told.body());
    assertTrue(told.headers().firstValue("Retry-After").isPresent());
    assertTrue(told.body().contains("12356"), "the numbers to call meanwhile: " + told.body());
    assertEquals(before, seeker.texts().size(), "nothing was acknowledged");
    assertEquals(before, volunteer.texts(seeker.contact()).size(), "nothing was passed on");
    assertEquals(Optional.empty(), seeker.answerTo(danger), "nor was danger");
    back.run();

    talk.settle();
    Await.until("danger is written down", () -> seeker.answerTo(danger).isPresent());
    SeekerClient.request(town.at(0).getFirst(), request);
    Await.until("the node is ready", () -> town.node(0).ready());
    JsonObject opened = new JsonObject(SeekerClient.request(town.at(0).getFirst(), request).body());
    Await.until(
        "who came meanwhile is served", () -> volunteer.holds(opened.getString("contactId")));
    assertFalse(seeker.showed("holderLost"));
    try (Ledger ledger = town.ledger()) {
      assertEquals(1, ledger.contactsOf(requestId), "opened once");
      ledger.check(seeker, volunteer);
      assertEquals(volunteer.id(), ledger.holder(seeker.contact()));
    }
    assertEquals(before + 6, seeker.texts().size(), "each once");
  }
}
