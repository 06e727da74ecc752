package org.nuanxian.gateway.console;

import io.vertx.core.json.JsonObject;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.nuanxian.dispatcher.AlarmId;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.dispatcher.Handover;
import org.nuanxian.dispatcher.Level;
import org.nuanxian.dispatcher.OfferId;
import org.nuanxian.dispatcher.Outcome;
import org.nuanxian.dispatcher.Status;
import org.nuanxian.gateway.conversation.ClientId;
import org.nuanxian.gateway.conversation.Cursor;
import org.nuanxian.gateway.conversation.Nuisances;
import org.nuanxian.gateway.conversation.Words;
import org.nuanxian.gateway.socket.Answers;
import org.nuanxian.gateway.socket.Frame;
import org.nuanxian.gateway.socket.FrameRefusal;
import org.nuanxian.roster.Medium;
import org.nuanxian.roster.Seat;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.id.CountyCode;

/** Frames from the volunteer. */
sealed interface ConsoleIn {
  /** What the volunteer is ready for. */
  record SetPresence(
      Status status, Seat seat, Set<Medium> media, OptionalInt chats, boolean back, boolean pulls)
      implements ConsoleIn {}

  /** 取下一位. */
  record TakeNext(UUID id) implements ConsoleIn {}

  /** Takes an offer. */
  record Accept(OfferId offer) implements ConsoleIn {}

  /** Cannot take an offer; the reason carries no blame. */
  record Decline(OfferId offer, String reason) implements ConsoleIn {}

  /** The number of somebody who is to be called. */
  record CallNumber(ContactId contact) implements ConsoleIn {}

  record Dial(ContactId contact) implements ConsoleIn {}

  /** What came of a call. */
  record Called(ContactId contact, long term, String result) implements ConsoleIn {}

  /** Says something. */
  record Message(ContactId contact, ClientId id, Words words) implements ConsoleIn {}

  /** Asks for entries after a number. */
  record Fetch(ContactId contact, long after, int limit) implements ConsoleIn {}

  /** Sets the level. */
  record Card(ContactId contact, UUID id, Level level, Words reason) implements ConsoleIn {}

  /** 求援. */
  record Escalate(ContactId contact, UUID id, Words reason) implements ConsoleIn {}

  /** Saw an escalation. */
  record Acknowledge(AlarmId alarm) implements ConsoleIn {}

  /** Acted on an escalation: join, assign or call. */
  record Act(AlarmId alarm, String how) implements ConsoleIn {}

  /** The talk is over. */
  record Close(ContactId contact, Outcome outcome) implements ConsoleIn {}

  /** The record is written. */
  record WrapUp(ContactId contact, JsonObject record) implements ConsoleIn {}

  /** 先放一放. */
  record SetAside(ContactId contact) implements ConsoleIn {}

  /** 我认识这个人. */
  record StepBack(ContactId contact) implements ConsoleIn {}

  /** Hands a contact over with a note, which may be empty. */
  record Transfer(ContactId contact, UUID id, To to, String note) implements ConsoleIn {
    /** To whom. */
    sealed interface To {}

    /** To other volunteers. */
    record People(Handover.To whom) implements To {}

    /** To a number of the directory, by its id there. */
    record Referral(String number) implements To {}
  }

  /** Hands it over no more, or has read how that ended. */
  record WithdrawTransfer(ContactId contact) implements ConsoleIn {}

  /** Asks who could go on. */
  record Colleagues(ContactId contact) implements ConsoleIn {}

  /** A supervisor has a waiting contact rung at somebody. */
  record Assign(ContactId contact, VolunteerId volunteer) implements ConsoleIn {}

  /** A supervisor goes on with a contact, which was shown under that term. */
  record TakeOver(ContactId contact, long term) implements ConsoleIn {}

  /** A supervisor asks somebody whether they can come, perhaps for a contact. */
  record CallIn(VolunteerId volunteer, Optional<ContactId> contact) implements ConsoleIn {}

  /** A supervisor opens a waiting contact to the whole city. */
  record Widen(ContactId contact) implements ConsoleIn {}

  /** 结束骚扰, why, and in the volunteer's words, which may be empty. */
  record EndNuisance(ContactId contact, String reason, String words) implements ConsoleIn {}

  /** Fields of the record as far as it is written. */
  record Draft(ContactId contact, JsonObject fields) implements ConsoleIn {}

  /** Asks for the record so far and what was remarked. */
  record Recall(ContactId contact) implements ConsoleIn {}

  /** A supervisor begins to read along. */
  record SitIn(ContactId contact) implements ConsoleIn {}

  /** A supervisor tells the volunteer alone. */
  record Whisper(ContactId contact, ClientId id, Words words) implements ConsoleIn {}

  /** A supervisor reads along no more. */
  record SitOut(ContactId contact) implements ConsoleIn {}

  /** Writes. */
  record Typing(ContactId contact) implements ConsoleIn {}

  /** Has read up to a number. */
  record Read(ContactId contact, long seq) implements ConsoleIn {}

  /** Greater than any number of an entry, and exact in JavaScript. */
  long SEQ_MAX = 1L << 53;

  /** More at once nobody can attend to. */
  int CHATS_MAX = 10;

  /** A reason to decline for ever, which nobody else learns. */
  String KNOWS = "knowPerson";

  Set<String> REASONS = Set.of("notNow", KNOWS, "notTrained", "upset");
  Set<String> RESULTS = Set.of("reached", "noAnswer", "someoneElse", "wrongNumber");
  Set<String> WAYS = Set.of("join", "assign", "call");
  Map<String, Status> WANTED =
      Map.of("ready", Status.READY, "onBreak", Status.ON_BREAK, "offline", Status.OFFLINE);

  /** Reads a frame; refuses with {@code invalid}, {@code unsupported} or {@code unknown-type}. */
  static ConsoleIn parse(Frame frame) {
    return switch (frame.type()) {
      case "presence" -> presence(frame);
      case "accept" -> new Accept(new OfferId(frame.uuid("offerId")));
      case "takeNext" -> new TakeNext(Answers.required(frame));
      case "decline" ->
          new Decline(new OfferId(frame.uuid("offerId")), frame.coded("reason", oneOf(REASONS)));
      case "message" ->
          new Message(
              contact(frame), new ClientId(Answers.required(frame)), new Words(frame.text("text")));
      case "fetch" ->
          new Fetch(
              contact(frame),
              frame.number("after", 0, SEQ_MAX),
              frame.has("limit")
                  ? (int) frame.number("limit", 1, Cursor.PAGE_MAX)
                  : Cursor.PAGE_MAX);
      case "card" ->
          new Card(
              contact(frame),
              Answers.required(frame),
              frame.coded("level", named(Level::of)),
              new Words(frame.text("reason")));
      case "escalate" ->
          new Escalate(contact(frame), Answers.required(frame), new Words(frame.text("reason")));
      case "acknowledge" -> new Acknowledge(new AlarmId(frame.uuid("escalationId")));
      case "act" ->
          new Act(new AlarmId(frame.uuid("escalationId")), frame.coded("how", oneOf(WAYS)));
      case "close" -> new Close(contact(frame), frame.coded("outcome", named(Outcome::of)));
      case "wrapUp" -> new WrapUp(contact(frame), frame.object("record"));
      case "draft" -> new Draft(contact(frame), frame.object("record"));
      case "recall" -> new Recall(contact(frame));
      case "sitIn" -> new SitIn(contact(frame));
      case "sitOut" -> new SitOut(contact(frame));
      case "whisper" ->
          new Whisper(
              contact(frame), new ClientId(Answers.required(frame)), new Words(frame.text("text")));
      case "assign" -> new Assign(contact(frame), new VolunteerId(frame.uuid("volunteerId")));
      case "takeOver" -> new TakeOver(contact(frame), frame.number("term", 0, SEQ_MAX));
      case "callIn" ->
          new CallIn(
              new VolunteerId(frame.uuid("volunteerId")),
              frame.has("contactId") ? Optional.of(contact(frame)) : Optional.empty());
      case "widen" -> new Widen(contact(frame));
      case "typing" -> new Typing(contact(frame));
      case "read" -> new Read(contact(frame), frame.number("seq", 0, SEQ_MAX));
      case "setAside" -> new SetAside(contact(frame));
      case "callNumber" -> new CallNumber(contact(frame));
      case "dial" -> new Dial(contact(frame));
      case "called" ->
          new Called(
              contact(frame),
              frame.number("term", 0, SEQ_MAX),
              frame.coded("result", oneOf(RESULTS)));
      case "stepBack" -> new StepBack(contact(frame));
      case "endNuisance" ->
          new EndNuisance(
              contact(frame),
              frame.has("reason") ? frame.coded("reason", oneOf(Nuisances.REASONS)) : "other",
              frame.textIfAny("text").map(ConsoleIn::note).orElse(""));
      case "transfer" ->
          new Transfer(
              contact(frame),
              Answers.required(frame),
              to(frame.object("to")),
              frame.textIfAny("note").map(ConsoleIn::note).orElse(""));
      case "withdrawTransfer" -> new WithdrawTransfer(contact(frame));
      case "colleagues" -> new Colleagues(contact(frame));
      default -> throw new FrameRefusal("unknown-type", "There is no such frame here.");
    };
  }

  private static SetPresence presence(Frame frame) {
    Set<Medium> media = EnumSet.noneOf(Medium.class);
    if (frame.has("media")) {
      for (String name : frame.texts("media")) {
        media.add(
            switch (name) {
              case "chat" -> Medium.CHAT;
              case "voice" -> Medium.VOICE;
              default -> throw new FrameRefusal("invalid", "The field media has an unknown word.");
            });
      }
    } else {
      media.add(Medium.CHAT);
    }
    return new SetPresence(
        frame.coded("status", word -> Optional.ofNullable(WANTED.get(word))),
        frame.has("seat") ? frame.coded("seat", named(Seat::ofCode)) : Seat.AT_DESK,
        Set.copyOf(media),
        frame.has("chats")
            ? OptionalInt.of((int) frame.number("chats", 0, CHATS_MAX))
            : OptionalInt.empty(),
        frame.flag("back"),
        frame.flag("pulls"));
  }

  private static Transfer.To to(JsonObject to) {
    try {
      if (to.getValue("volunteer") instanceof String id) {
        return new Transfer.People(new Handover.Chosen(new VolunteerId(UUID.fromString(id))));
      }
      if (to.getValue("county") instanceof String code) {
        return new Transfer.People(new Handover.Team(new CountyCode(code)));
      }
      if (to.getValue("referral") instanceof String number) {
        return new Transfer.Referral(number);
      }
    } catch (IllegalArgumentException malformed) {
      throw new FrameRefusal("invalid", "The field to names nobody.");
    }
    throw new FrameRefusal("invalid", "The field to names nobody.");
  }

  private static String note(String text) {
    return text.isBlank() ? "" : new Words(text).value();
  }

  private static ContactId contact(Frame frame) {
    return new ContactId(frame.uuid("contactId"));
  }

  private static Function<String, Optional<String>> oneOf(Set<String> codes) {
    return word -> Optional.of(word).filter(codes::contains);
  }

  private static <T> Function<String, Optional<T>> named(Function<String, T> of) {
    return word -> {
      try {
        return Optional.of(of.apply(word));
      } catch (IllegalArgumentException unknown) {
        return Optional.empty();
      }
    };
  }

  /** The word of a medium on the wire. */
  static String word(Medium medium) {
    return medium.name().toLowerCase(Locale.ROOT);
  }
}
