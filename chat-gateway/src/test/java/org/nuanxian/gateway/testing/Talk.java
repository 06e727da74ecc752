package org.nuanxian.gateway.testing;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** A help seeker and a volunteer who talk. */
public record Talk(Client.Contact contact, Wire seeker, Wire console, TestTown.Person person)
    implements AutoCloseable {
  /** Both come, the volunteer accepts. */
  public static Talk begin(TestTown town, TestNode node, Client client) {
    return begin(town, node, client, client);
  }

  /** The same with the two ends on different clients, hence perhaps on different nodes. */
  public static Talk begin(TestTown town, TestNode node, Client seekers, Client consoles) {
    TestTown.Person person = town.volunteer(node);
    // Urgent and first: whatever earlier tests left in the queue is not offered before it.
    Client.Contact contact = seekers.openUrgently();
    Wire seeker = seekers.seeker(contact, 0);
    seeker.await("state");
    Wire console = ready(consoles.console(person));
    accept(console, contact);
    return new Talk(contact, seeker, console, person);
  }

  /** Makes a console ready for three chats. */
  public static Wire ready(Wire console) {
    console.await("welcome");
    expect(
        console.ask(
            Wire.frame("presence")
                .put("status", "ready")
                .put("media", JsonArray.of("chat"))
                .put("chats", 3)));
    return console;
  }

  /** Waits for the contact's offer and takes it. */
  public static void accept(Wire console, Client.Contact contact) {
    JsonObject offer =
        console.await(
            "offer", o -> contact.id().equals(o.getJsonObject("contact").getString("contactId")));
    expect(console.ask(Wire.frame("accept").put("offerId", offer.getString("offerId"))));
  }

  /** An answer that must be an ack. */
  public static JsonObject expect(JsonObject answer) {
    if (!"ack".equals(answer.getString("type"))) {
      throw new AssertionError("refused: " + answer);
    }
    return answer;
  }

  /** A frame of the volunteer about this contact. */
  public JsonObject about(String type) {
    return Wire.frame(type).put("contactId", contact.id());
  }

  /** What the volunteer says. */
  public JsonObject words(String text) {
    return about("message").put("text", text);
  }

  /** What the help seeker says. */
  public static JsonObject message(String text) {
    return Wire.frame("message").put("text", text);
  }

  /** The conversation ends properly, and the volunteer goes, so that the next talk has its own. */
  @Override
  public void close() {
    if (!console.isClosed()) {
      end(console);
    }
  }

  /** The same from another console of the volunteer. */
  public void end(Wire from) {
    from.ask(about("close").put("outcome", "completed"));
    from.ask(about("wrapUp").put("record", new JsonObject()));
    from.close();
  }
}
