package org.nuanxian.server.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.nuanxian.server.testing.Await;
import org.nuanxian.server.testing.Installation;
import org.nuanxian.server.testing.Node;

/**
 * A locked phone: the page stands still until the server has given its socket up, and finds a clock
 * that is half an hour ahead when it wakes.
 */
class FrozenPageTest {
  private static final String SLEEP = "30:00";

  @TempDir static Path temporary;

  @RegisterExtension
  static final House house =
      new House(() ->
          Installation.open(temporary.resolve("house"))
              .timing("widen", "30m")
              .timing("own-county", "30m")
              .timing("red-away", "3s")
              .timing("grace", "3s")
              .timing("socket-idle", "12s")); // pages ask every 10 s

  /** Has a browser of its own, which alone is frozen. */
  @RegisterExtension static final Screens phone = new Screens();

  /** Its network, which forgets what was under way when the phone sleeps. */
  private static Cable cable;

  @BeforeAll
  static void layTheCable() throws IOException {
    cable = new Cable(house.base());
  }

  @AfterAll
  static void takeTheCableAway() throws IOException {
    cable.close();
  }

  @Test
  void aPageThatSleptKeepsItsPlaceAndItsWordsAndSaysWhatWasTyped() throws Exception {
    String county = "360802";
    HelpPage sleeper = sleeper(county);
    sleeper.talk.say("先写下来");
    sleeper.talk.awaitAllSent();
    HelpPage later = house.seeker(Size.PHONE);
    later.start(county);
    later.talk.say("我在后面");
    later.talk.awaitAllSent();

    sleeper.talk.say("锁屏前按下的");
    sleeper.screen.page.locator(".composer textarea").fill("还没有按下的");
    sleepUntilGivenUp(() -> {});
    sleeper.screen.page.clock().fastForward(SLEEP);
    sleeper.talk.awaitWords("锁屏前按下的");
    assertEquals(
        "还没有按下的", sleeper.screen.page.locator(".composer textarea").inputValue(), "the draft");
    sleeper.screen.page.locator(".composer button").click();
    sleeper.talk.awaitAllSent();
    ConsolePage volunteer = house.volunteer(county, 0, Size.DESKTOP).ready();
    volunteer.accept(house.staff().countyName(county));
    volunteer.talk.awaitWords("还没有按下的");
    assertEquals(
        List.of("先写下来", "锁屏前按下的", "还没有按下的"),
        volunteer.talk.said().stream().map(Said::text).toList(),
        "whoever came first is first, and each word is there once");

    volunteer.talk.say("我在");
    sleeper.talk.awaitWords("我在");
    sleepUntilGivenUp(() -> {
      volunteer.talk.awaitText("暂时离开");
      volunteer.talk.say("您慢慢来");
      volunteer.talk.awaitAllSent();
    });
    sleeper.screen.page.clock().fastForward(SLEEP);
    sleeper.talk.awaitWords("您慢慢来");
    sleeper.talk.say("我醒了");
    volunteer.talk.awaitWords("我醒了");
    assertEquals(volunteer.talk.said(), sleeper.talk.said());
  }

  private static HelpPage sleeper(String county) {
    Screen screen = phone.open(Size.PHONE);
    screen.page.clock().install();
    HelpPage page = new HelpPage(screen, cable.base());
    page.start(county);
    return page;
  }

  /** Stops the phone until the server has closed its socket, and a little longer. */
  private static void sleepUntilGivenUp(Runnable meanwhile) throws IOException {
    int open = openSockets();
    phone.browser().freeze();
    cable.strand();
    try {
      Await.until("the silent socket is closed", () -> openSockets() < open);
      meanwhile.run();
    } finally {
      phone.browser().wake();
    }
  }

  private static int openSockets() throws IOException {
    return Node.get(house.node().admin().resolve("/metrics"))
        .body()
        .lines()
        .filter(line -> line.startsWith("nuanxian_socket_open "))
        .mapToInt(line -> (int) Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
        .findFirst()
        .orElseThrow();
  }
}
