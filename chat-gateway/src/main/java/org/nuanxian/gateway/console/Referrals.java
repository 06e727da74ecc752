package org.nuanxian.gateway.console;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.UUID;
import org.nuanxian.gateway.conversation.ClientId;
import org.nuanxian.gateway.conversation.Conversation;
import org.nuanxian.gateway.conversation.Draft;
import org.nuanxian.gateway.conversation.Intake;
import org.nuanxian.gateway.conversation.Kind;
import org.nuanxian.gateway.conversation.Sender;
import org.nuanxian.gateway.conversation.Words;
import org.nuanxian.gateway.socket.FrameRefusal;
import org.nuanxian.runtime.settings.CitySettings;
import org.nuanxian.runtime.settings.DirectoryEntry;

/** Puts a number of the directory into a conversation. The talk ends when its volunteer says so. */
final class Referrals {
  /** The reviewed text around a name and its number. */
  private static final String REFERRAL = "referral";

  private final ConsoleParts parts;

  Referrals(ConsoleParts parts) {
    this.parts = parts;
  }

  /**
   * Says the number in the language of the person; a repeat with the same id says it once.
   *
   * @param number its id in the directory; refused with {@code invalid} if it is not there
   */
  Future<JsonObject> send(HeldConversation contact, UUID id, String number) {
    Future<String> language =
        parts
            .intakes()
            .of(contact.contact())
            .map(intake -> intake.map(Intake::language).orElse("zh"));
    return Future.all(contact.cursor(), language)
        .compose(both -> {
          Conversation conversation = contact.cursor().result().conversation();
          Words words = words(conversation, number, language.result());
          return conversation.say(
              new Draft(
                  contact.contact(), new ClientId(id), Sender.house(), 0, Kind.NOTICE, words));
        })
        .map(said -> new JsonObject());
  }

  private Words words(Conversation conversation, String number, String language) {
    CitySettings settings = parts.settings().of(conversation.city());
    DirectoryEntry entry =
        settings.directory().stream()
            .filter(one -> one.id().equals(number) && one.active())
            .findFirst()
            .orElseThrow(() -> new FrameRefusal("invalid", "The directory has no such number."));
    return new Words(
        settings
            .texts()
            .text(
                language,
                REFERRAL,
                Map.of("name", entry.name(language), "number", entry.number())));
  }
}
