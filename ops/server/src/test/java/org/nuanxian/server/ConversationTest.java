package org.nuanxian.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nuanxian.server.testing.Frames;
import org.nuanxian.server.testing.Installation;
import org.nuanxian.server.testing.Node;
import org.nuanxian.server.testing.Seeker;
import org.nuanxian.server.testing.Staffer;

/** One conversation through real processes, from the first contact to a server's farewell. */
class ConversationTest {
  private static final String COUNTY = "360802";

  @TempDir Path temporary;

  @Test
  void aConversationHasItsEndsOnTwoNodesAndOutlivesBoth() {
    try (Installation installation = Installation.open(temporary.resolve("two"))) {
      Node east = installation.node("east");
      Node west = installation.node("west");
      Staffer volunteer = Staffer.atDesk(west, COUNTY, 1).getFirst();
      Frames console = volunteer.ready(west, 2);

      Seeker seeker = Seeker.open(east, COUNTY);
      Frames page = seeker.socket(east, 0);
      JsonObject offer = console.await("offer");
      assertEquals(seeker.contactId(), offer.getJsonObject("contact").getString("contactId"));
      JsonObject taken =
          console.answer(
              console.send("accept", new JsonObject().put("offerId", offer.getString("offerId"))));
      assertEquals("ack", taken.getString("type"), taken::encode);
      page.await(
          "the page shows a volunteer",
          f -> f.getString("type").equals("state") && f.getString("stage").equals("active"));

      say(page, new JsonObject().put("text", "有人吗"));
      console.await("the word of the help seeker", f -> "有人吗".equals(f.getString("text")));
      say(console, new JsonObject().put("contactId", seeker.contactId()).put("text", "我在"));
      page.await("the word of the volunteer", f -> "我在".equals(f.getString("text")));

      long before = System.nanoTime();
      assertEquals(0, east.terminate());
      assertTrue(System.nanoTime() - before < Duration.ofSeconds(10).toNanos());
      assertEquals(1012, page.awaitClosed());
      assertTrue(page.all().stream().anyMatch(f -> f.getString("type").equals("restart")));

      west.kill();
      west.start();
      Frames again = seeker.socket(west, 0);
      again.await("everything that was said", f -> "我在".equals(f.getString("text")));
      assertEquals(List.of("有人吗", "我在"), again.texts());
      again.close();
      console.close();
    }
  }

  private static void say(Frames socket, JsonObject message) {
    JsonObject answer = socket.answer(socket.send("message", message));
    assertEquals("ack", answer.getString("type"), answer::encode);
  }
}
